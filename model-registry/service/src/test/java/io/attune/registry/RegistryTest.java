package io.attune.registry;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.attune.platform.testing.TestServersInitializer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.ContextConfiguration;

/** Runs a test in the registry's context, which all such tests share: each uses a project of its own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = RegistryTestApplication.class)
@AutoConfigureMockMvc
@ContextConfiguration(initializers = TestServersInitializer.class)
public @interface RegistryTest {
}
