package dev.vendorhooks.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.vendorhooks.camel.VendorhookRedeliveryPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Policies that are beans of the application, and those that are there without one. */
class RedeliveryPolicyTest {

    private HttpServer receiver;

    @BeforeEach
    void startReceiver() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stopReceiver() {
        receiver.stop(0);
    }

    @ParameterizedTest
    @CsvSource({"patient, 10s 1m 10m", "vendorhook-generic, 30s 5m 30m 2h"})
    void redeliversAsThePolicySays(String policy, String delays) {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(CamelAutoConfiguration.class, VendorhookComponentAutoConfiguration.class))
                .withUserConfiguration(Policies.class, Routes.class)
                .withPropertyValues(
                        "policy=" + policy,
                        "partner.url=http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook",
                        "partner.secret=test")
                .run(application -> {
                    application
                            .getBean(CamelContext.class)
                            .createProducerTemplate()
                            .send("direct:user-created", exchange -> exchange.getMessage()
                                    .setBody("{}"));

                    assertThat(application.getBean(VirtualTime.class).delays)
                            .containsExactlyElementsOf(Stream.of(delays.split(" "))
                                    .map(delay -> Duration.parse("PT" + delay))
                                    .toList());
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class Policies {

        @Bean
        RedeliveryPolicy patient() {
            VendorhookRedeliveryPolicy policy = new VendorhookRedeliveryPolicy();
            policy.setDelayPattern("1:10000;2:60000;3:600000");
            policy.setMaximumRedeliveries(3);
            return policy;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Routes {

        @Bean("vendorhook-redelivery")
        VirtualTime virtualTime() {
            return new VirtualTime();
        }

        @Bean
        RouteBuilder routes() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(defaultErrorHandler()
                            .redeliveryPolicyRef("{{policy}}")
                            .executorServiceRef("vendorhook-redelivery"));
                    from("direct:user-created").to("vendorhook:generic?url={{partner.url}}&secret={{partner.secret}}");
                }
            };
        }
    }

    /** Notes each delay and runs the task at once. */
    private static final class VirtualTime extends ScheduledThreadPoolExecutor {

        private final List<Duration> delays = new CopyOnWriteArrayList<>();

        VirtualTime() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            delays.add(Duration.of(delay, unit.toChronoUnit()));
            return super.schedule(task, 0, unit);
        }
    }
}
