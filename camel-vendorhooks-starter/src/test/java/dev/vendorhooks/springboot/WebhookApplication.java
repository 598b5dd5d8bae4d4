package dev.vendorhooks.springboot;

import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.signature.Encoding;
import dev.vendorhooks.signature.HmacScheme;
import dev.vendorhooks.signature.KeyFormat;
import dev.vendorhooks.signature.Notation;
import dev.vendorhooks.signature.SignatureScheme;
import dev.vendorhooks.signature.SignedContent;
import dev.vendorhooks.signature.TimeFormat;
import dev.vendorhooks.vendor.Vendor;
import dev.vendorhooks.vendor.glossi.GlossiVendor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application with one route for each notation of a signature, which keeps what it was handed. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class WebhookApplication {

    @Bean
    Routes routes() {
        return new Routes();
    }

    /** Writes its signature as {@code [v1,SIGNATURE]}. */
    @Bean
    Vendor bracketed() {
        Notation notation = new Notation() {
            @Override
            public Reading read(dev.vendorhooks.http.Headers headers) {
                String value = String.join("|", headers.all("X-Bracketed"));
                return new Stamp("", "", List.of(value.replaceAll("\\[v1,(\\w+)]", "$1")));
            }

            @Override
            public Set<String> headers() {
                return Set.of("X-Bracketed");
            }

            @Override
            public Stamp stamp(String id, Instant time) {
                return new Stamp("", "", List.of());
            }

            @Override
            public Map<String, String> write(Stamp stamp, String signature) {
                return Map.of("X-Bracketed", "[v1," + signature + "]");
            }
        };
        return new TestVendor(new HmacScheme(notation, SignedContent.BODY, Encoding.HEX, KeyFormat.UTF8));
    }

    /** Signs a time of its own. */
    @Bean
    Vendor timed() {
        return new TestVendor(HmacScheme.sha256(
                Notation.header("X-Signature").timestampIn("X-Time", TimeFormat.UNIX),
                SignedContent.of("{timestamp}.{body}"),
                Encoding.HEX));
    }

    /** Says what Glossi says, signed in another way. */
    record TestVendor(SignatureScheme signatures) implements Vendor {

        @Override
        public Set<String> eventTypes() {
            return Set.of();
        }

        @Override
        public Optional<? extends WebhookEvent> read(WebhookRequest request) {
            return new GlossiVendor().read(request);
        }
    }

    static final class Routes extends RouteBuilder {

        private final List<Exchange> routed = new CopyOnWriteArrayList<>();
        private final Queue<Processor> behaviours = new ConcurrentLinkedQueue<>();

        @Override
        public void configure() {
            from("vendorhook:glossi").routeId("glossi").process(this::route);
            from("vendorhook:glossi?path=/webhooks/impatient&maxWait=1").process(this::route);
            from("vendorhook:bracketed?headers=X-Tags").process(this::route);
            from("vendorhook:timed").process(this::route);
        }

        private void route(Exchange exchange) throws Exception {
            routed.add(exchange.copy());
            Processor behaviour = behaviours.poll();
            if (behaviour != null) {
                behaviour.process(exchange);
            }
        }

        /** What the next event meets. */
        void next(Processor behaviour) {
            behaviours.add(behaviour);
        }

        void forget() {
            routed.clear();
            behaviours.clear();
        }

        List<Exchange> routed() {
            return routed;
        }
    }
}
