package io.attune;

import io.attune.app.StartFailure;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the platform. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Attune {

    /**
     * Runs until it is told to stop.
     *
     * @param args settings such as {@code --server.port=8720}; they win over files and the environment
     */
    public static void main(String[] args) {
        try {
            start(args);
        } catch (RuntimeException e) {
            // what went wrong was said by a failure analyzer
            System.exit(StartFailure.exitCode(e));
        }
    }

    static ConfigurableApplicationContext start(String... args) {
        return new SpringApplication(Attune.class).run(args);
    }
}
