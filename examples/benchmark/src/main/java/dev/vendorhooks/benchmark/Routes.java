package dev.vendorhooks.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/** The routes that are compared. Those of one comparison end in the same step. */
enum Routes {
    /** Answers, and does nothing else: what platform-http itself costs. */
    BARE {
        @Override
        RouteBuilder routes(LongAdder processed) {
            return counting(processed, List.of("platform-http:" + PATH + "?httpMethodRestrict=POST"));
        }
    },

    /** Verifies, parses and deduplicates with Camel's own means, as teams write it. */
    HAND_WRITTEN {
        @Override
        RouteBuilder routes(LongAdder processed) {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("platform-http:" + PATH + "?httpMethodRestrict=POST")
                            .filter(exchange -> !isSigned(exchange))
                            .process(exchange -> answer(exchange, 401))
                            .stop()
                            .end()
                            .unmarshal()
                            .json(JsonLibrary.Jackson, Map.class)
                            .idempotentConsumer(
                                    simple("${body[id]}"), MemoryIdempotentRepository.memoryIdempotentRepository())
                            .process(exchange -> finish(exchange, processed));
                }
            };
        }
    },

    /** The component with its defaults: verified, typed, once. */
    VENDORHOOK {
        @Override
        RouteBuilder routes(LongAdder processed) {
            return counting(processed, List.of("vendorhook:generic?secret=" + SECRET));
        }
    },

    /** The component without its doctor, which looks for what made a signature fail. */
    UNDIAGNOSED {
        @Override
        RouteBuilder routes(LongAdder processed) {
            return counting(processed, List.of("vendorhook:generic?diagnose=false&secret=" + SECRET));
        }
    },

    /** 200 endpoints of platform-http, each with a route. */
    BARE_200 {
        @Override
        RouteBuilder routes(LongAdder processed) {
            return counting(
                    processed,
                    paths().stream()
                            .map(path -> "platform-http:" + path + "?httpMethodRestrict=POST")
                            .toList());
        }

        @Override
        List<String> paths() {
            return MANY_PATHS;
        }
    },

    /** The component without its memory of events, of which 200 endpoints have 200. */
    FORGETFUL {
        @Override
        RouteBuilder routes(LongAdder processed) {
            return counting(processed, List.of("vendorhook:generic?idempotent=false&secret=" + SECRET));
        }
    },

    /** As many endpoints of the component, each with a route. */
    FORGETFUL_200 {
        @Override
        RouteBuilder routes(LongAdder processed) {
            return counting(
                    processed,
                    paths().stream()
                            .map(path -> "vendorhook:generic?idempotent=false&secret=" + SECRET + "&path=" + path)
                            .toList());
        }

        @Override
        List<String> paths() {
            return MANY_PATHS;
        }
    },

    /** The component before a step that waits, as for a database; load.yaml has the same for Spring Boot. */
    WAITING {
        @Override
        RouteBuilder routes(LongAdder processed) {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("vendorhook:generic?maxWait=300ms&secret=" + SECRET)
                            .filter(simple("${header.CamelVendorhookEventType} == 'user.updated'"))
                            .delay(40)
                            .syncDelayed();
                }
            };
        }
    };

    private static final List<String> MANY_PATHS = IntStream.range(0, 200)
            .mapToObj(number -> "/webhooks/account-" + number)
            .toList();

    static final String PATH = "/webhooks/generic";
    static final String SECRET = "whsec_benchmark";
    static final String SIGNATURE_HEADER = "X-Webhook-Signature";
    static final String ALGORITHM = "HmacSHA256";

    /** The route, which counts in {@code processed} how many exchanges came to its end. */
    abstract RouteBuilder routes(LongAdder processed);

    /** The paths that the routes listen on. */
    List<String> paths() {
        return List.of(PATH);
    }

    /** From each of {@code uris}, a route of that one step. */
    private static RouteBuilder counting(LongAdder processed, List<String> uris) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                for (String uri : uris) {
                    from(uri).process(exchange -> finish(exchange, processed));
                }
            }
        };
    }

    private static void finish(Exchange exchange, LongAdder processed) {
        processed.increment();
        answer(exchange, 200);
    }

    private static void answer(Exchange exchange, int status) {
        exchange.getMessage().setBody(null);
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    }

    private static boolean isSigned(Exchange exchange) {
        String signature = exchange.getMessage().getHeader(SIGNATURE_HEADER, String.class);
        byte[] body = exchange.getMessage().getBody(byte[].class);
        if (signature == null || body == null) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), ALGORITHM));
            String expected = HexFormat.of().formatHex(mac.doFinal(body));
            return MessageDigest.isEqual(expected.getBytes(UTF_8), signature.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
