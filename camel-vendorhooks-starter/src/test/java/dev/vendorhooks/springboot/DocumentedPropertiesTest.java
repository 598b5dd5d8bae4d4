package dev.vendorhooks.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.camel.VendorhookComponent;
import dev.vendorhooks.camel.VendorhookConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The properties that documents show; what those of others do is seen in {@link StartTest}. */
class DocumentedPropertiesTest {

    @Test
    void propertiesReachTheComponent() {
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
                .properties("spring.config.name=documented", "spring.main.banner-mode=off", "server.port=0")
                .run()) {
            CamelContext context = application.getBean(CamelContext.class);
            VendorhookConfiguration options = context.getComponent("vendorhook", VendorhookComponent.class)
                    .getConfiguration();

            assertThat(options.getTimestampTolerance()).isEqualTo(600_000);
            assertThat(options.getMaxBodySize()).isEqualTo(262_144);
            assertThat(options.getIdempotentRepository()).isSameAs(application.getBean(IdempotentRepository.class));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        IdempotentRepository routedEvents() {
            return MemoryIdempotentRepository.memoryIdempotentRepository();
        }
    }
}
