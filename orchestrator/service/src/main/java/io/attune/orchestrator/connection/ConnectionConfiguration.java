package io.attune.orchestrator.connection;

import java.net.InetAddress;

import io.attune.platform.AddressGuard;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConnectionProperties.class)
class ConnectionConfiguration {

    /** Guards the addresses of connections that projects add; what the operator configures is exempt. */
    @Bean
    AddressGuard connectionAddresses(ConnectionProperties settings) {
        return new AddressGuard(settings.egress().privateHosts(), InetAddress::getAllByName);
    }
}
