/**
 * Spring Boot's configuration metadata as data: what {@code META-INF/spring-configuration-metadata.json} of a jar says
 * about each property.
 *
 * <p>It stands in the kernel because two modules that never see each other read it: datasets are made from it, and
 * knowledge bases answer from it. Reading it the same way on both sides is what makes an answer comparable with its
 * source.
 *
 * <pre>{@code
 * SpringMetadata metadata = SpringMetadata.ofJars(List.of(Path.of("jars/spring-boot-2.7.18.jar")));
 * metadata.find("server.shutdown").map(ConfigurationProperty::defaultValue);
 * }</pre>
 */
@NullMarked
package io.attune.kernel.metadata;

import org.jspecify.annotations.NullMarked;
