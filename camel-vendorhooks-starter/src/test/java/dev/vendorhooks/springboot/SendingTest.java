package dev.vendorhooks.springboot;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.vendorhooks.camel.VendorhookConstants;
import dev.vendorhooks.camel.VendorhookRedeliveryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The producer in an application that declares one policy of its own and one in the place of ours. */
@CamelSpringBootTest
@SpringBootTest(
        classes = SendingTest.Application.class,
        properties = "camel.main.routes-include-pattern=classpath:routes/sending.yaml")
class SendingTest {

    private static final Delays DELAYS = new Delays();
    private static final String JSON = "{\"id\":\"evt_1\",\"name\":\"Zoë\"}";

    @RegisterExtension
    private static final WireMockExtension RECEIVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @DynamicPropertySource
    static void tellTheReceiver(DynamicPropertyRegistry properties) {
        properties.add("receiver.url", () -> RECEIVER.url("/hook"));
    }

    @Autowired
    CamelContext camel;

    @Autowired
    ProducerTemplate template;

    @Autowired
    ApplicationContext spring;

    @BeforeEach
    void failOnceThenSucceed() {
        DELAYS.asked.clear();
        RECEIVER.stubFor(post("/hook").inScenario("retry").willReturn(ok()));
        RECEIVER.stubFor(post("/hook")
                .inScenario("retry")
                .whenScenarioStateIs(STARTED)
                .willSetStateTo("failed once")
                .willReturn(status(503)));
    }

    @ParameterizedTest
    @CsvSource({
        "direct:java, PT30S",
        "direct:yaml, PT30S",
        "direct:standard, PT5S",
        "direct:makini, PT30S",
        "direct:overridden, PT0.003S",
        "direct:own, PT0.007S"
    })
    void redeliversByThePolicyThatTheRouteNames(String route, Duration delay) {
        send(route);

        assertThat(DELAYS.asked).singleElement().satisfies(asked -> assertThat(asked)
                .isBetween(delay, delay.plus(delay.dividedBy(5))));
        assertSentTwice();
    }

    @ParameterizedTest
    @CsvSource({"direct:java-executor", "direct:yaml-executor"})
    void waitsInTheExecutorThatTheRouteNames(String route) {
        ScheduledThreadPoolExecutor executor =
                camel.getRegistry().lookupByNameAndType("vendorhook-redelivery", ScheduledThreadPoolExecutor.class);
        long before = executor.getTaskCount();

        send(route);

        assertThat(DELAYS.asked).isEmpty();
        assertThat(executor.getTaskCount()).isEqualTo(before + 1);
        await().until(() -> executor.getActiveCount() == 0);
        assertSentTwice();
    }

    @Test
    void keepsItsPoliciesAndItsExecutorFromSpring() {
        assertThat(spring.getBeanNamesForType(RedeliveryPolicy.class))
                .containsExactlyInAnyOrder("vendorhook-glossi", "patient");
        assertThat(spring.getBeansOfType(ScheduledExecutorService.class)).isEmpty();
        assertThat(spring.containsBean("vendorhook-generic")).isFalse();
        assertThat(spring.containsBean("vendorhook-redelivery")).isFalse();
    }

    @Test
    void leavesSpringItsOwnScheduler() {
        assertThat(spring.getBeanNamesForType(TaskScheduler.class)).containsExactly("taskScheduler");
    }

    private void send(String route) {
        Exchange sent = template.send(route, exchange -> exchange.getMessage().setBody(JSON));
        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getHeader(VendorhookConstants.RESPONSE_STATUS))
                .isEqualTo(200);
    }

    private static void assertSentTwice() {
        List<LoggedRequest> requests = RECEIVER.findAll(postRequestedFor(urlEqualTo("/hook")));
        assertThat(requests).hasSize(2).allSatisfy(request -> {
            assertThat(request.getBodyAsString()).isEqualTo(JSON);
            assertThat(request.getHeader("X-Webhook-Signature")).isEqualTo(Webhooks.sign(JSON.getBytes(UTF_8)));
        });
    }

    /** Camel's executor for redeliveries, which notes what it is asked to wait and does not wait. */
    static final class Delays extends ScheduledThreadPoolExecutor {

        private final List<Duration> asked = new CopyOnWriteArrayList<>();

        Delays() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            asked.add(Duration.of(delay, unit.toChronoUnit()));
            return super.schedule(task, 0, unit);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableScheduling
    static class Application {

        @Bean("vendorhook-glossi")
        RedeliveryPolicy overridden() {
            return policy("1:3");
        }

        @Bean
        VendorhookRedeliveryPolicy patient() {
            return policy("1:7");
        }

        private static VendorhookRedeliveryPolicy policy(String delays) {
            VendorhookRedeliveryPolicy policy = new VendorhookRedeliveryPolicy();
            policy.setMaximumRedeliveries(1);
            policy.setDelayPattern(delays);
            return policy;
        }

        @Bean
        CamelContextConfiguration virtualTime() {
            return new CamelContextConfiguration() {
                @Override
                public void beforeApplicationStart(CamelContext context) {
                    context.getCamelContextExtension().addContextPlugin(ScheduledExecutorService.class, DELAYS);
                }

                @Override
                public void afterApplicationStart(CamelContext context) {}
            };
        }

        @Bean
        RouteBuilder routes() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    redelivering("java", "vendorhook-generic", null);
                    redelivering("standard", "vendorhook-standard", null);
                    redelivering("makini", "vendorhook-makini", null);
                    redelivering("overridden", "vendorhook-glossi", null);
                    redelivering("own", "patient", null);
                    redelivering("java-executor", "patient", "vendorhook-redelivery");
                    from("direct:dead").to("log:dead");
                }

                private void redelivering(String name, String policy, String executor) {
                    from("direct:" + name)
                            .errorHandler(deadLetterChannel("direct:dead")
                                    .redeliveryPolicyRef(policy)
                                    .executorServiceRef(executor))
                            .to("vendorhook:generic?url={{receiver.url}}");
                }
            };
        }
    }
}
