package dev.vendorhooks.examples.springboot;

import dev.vendorhooks.test.ReceivingContract;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The contract on Spring Boot, whose engine is Tomcat. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "camel.component.vendorhook.clock=#bean:clock")
class ReceivingOnTomcatTest extends ReceivingContract {

    @LocalServerPort
    private int port;

    @Autowired
    private CamelContext camelContext;

    @DynamicPropertySource
    static void secretsOfTheVectors(DynamicPropertyRegistry properties) {
        for (String vendor : new String[] {"kaedim", "vntana", "makini", "glossi", "generic"}) {
            properties.add(vendor + ".secret", () -> secrets(vendor));
        }
    }

    @Override
    protected int port() {
        return port;
    }

    @Override
    protected CamelContext camelContext() {
        return camelContext;
    }

    @TestConfiguration
    static class Time {

        @Bean
        Clock clock() {
            return CLOCK;
        }
    }
}
