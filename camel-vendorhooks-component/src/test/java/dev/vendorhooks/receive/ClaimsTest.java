package dev.vendorhooks.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vendorhooks.event.Delivery;
import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.receive.Reception.Accepted;
import dev.vendorhooks.receive.Reception.Duplicate;
import dev.vendorhooks.receive.Reception.InFlight;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClaimsTest {

    private static final Runnable NONE = () -> {};

    private final MemoryStore store = new MemoryStore();
    private final Claims claims = new Claims("scope", store);

    @Test
    void letsAnEventBeRoutedOnce() {
        Accepted first = accepted(delivery("id", "body"));
        assertThat(claims.claim(delivery("id", "body"))).isInstanceOf(InFlight.class);
        assertThat(store.keys).as("nothing is stored before the route is done").isEmpty();

        first.claim().confirm();
        assertThat(claims.claim(delivery("id", "body"))).isInstanceOf(Duplicate.class);
    }

    @Test
    void letsAReleasedEventBeRoutedAgain() {
        accepted(delivery("id", "body")).claim().release();
        assertThat(accepted(delivery("id", "body")).sameIdOtherBody()).isFalse();
    }

    @Test
    void tellsBodiesOfTheSameIdApart() {
        accepted(delivery("id", "one")).claim().confirm();
        assertThat(accepted(delivery("id", "two")).sameIdOtherBody()).isTrue();
        assertThat(accepted(delivery("other", "one")).sameIdOtherBody()).isFalse();
    }

    @Test
    void tellsABodyApartAgainAfterItsRouteFailed() {
        accepted(delivery("id", "one")).claim().confirm();
        accepted(delivery("id", "two")).claim().release();
        assertThat(accepted(delivery("id", "two")).sameIdOtherBody()).isTrue();
    }

    @Test
    void doesNotConfuseIdWithBody() {
        accepted(delivery("ab", "c")).claim().confirm();
        assertThat(claims.claim(delivery("a", "bc"))).isInstanceOf(Accepted.class);
    }

    @Test
    void neverHoldsBackWhatNothingIdentifies() {
        Delivery anonymous = delivery(null, "body");
        accepted(anonymous).claim().confirm();
        accepted(anonymous).claim().release();
        assertThat(claims.claim(anonymous)).isInstanceOf(Accepted.class);
    }

    @Test
    void keepsScopesApartInOneStore() {
        accepted(delivery("id", "body")).claim().confirm();
        assertThat(new Claims("other scope", store).claim(delivery("id", "body")))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void writesKeysThatFitAnyStore() {
        accepted(delivery("i".repeat(10_000), "body")).claim().confirm();
        assertThat(store.keys).singleElement().asString().matches("[A-Za-z0-9_-]{43}");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void claimsNothingWhileTheStoreIsOutOfReach(Runnable fault) {
        store.fault = fault;
        assertThatThrownBy(() -> claims.claim(delivery("id", "body")))
                .isInstanceOf(ClaimStoreException.class)
                .hasMessage("The claim store cannot be read");
        store.fault = NONE;
        assertThat(claims.claim(delivery("id", "body"))).isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void leavesNothingInFlightWhenTheStoreCannotBeWritten(Runnable fault) {
        Accepted first = accepted(delivery("id", "body"));
        store.fault = fault;
        assertThatThrownBy(first.claim()::confirm)
                .isInstanceOf(ClaimStoreException.class)
                .hasMessage("The claim store cannot be written");
        store.fault = NONE;
        assertThat(claims.claim(delivery("id", "body"))).isInstanceOf(Accepted.class);
    }

    @Test
    void letsOneOfManyThreadsRouteAnEvent() {
        List<Reception> receptions = IntStream.range(0, 1_000)
                .parallel()
                .mapToObj(i -> claims.claim(delivery("id", "body")))
                .toList();
        assertThat(receptions).filteredOn(Accepted.class::isInstance).hasSize(1);
        assertThat(receptions).filteredOn(InFlight.class::isInstance).hasSize(999);
    }

    static Stream<Named<Runnable>> faults() {
        return Stream.of(
                Named.of("out of reach", () -> {
                    throw new IllegalStateException();
                }),
                Named.of("an error of the JVM", () -> {
                    throw new OutOfMemoryError();
                }));
    }

    private Accepted accepted(Delivery delivery) {
        Reception reception = claims.claim(delivery);
        assertThat(reception).isInstanceOf(Accepted.class);
        return (Accepted) reception;
    }

    private static Delivery delivery(String id, String body) {
        WebhookEvent event = () -> "type";
        return new Delivery(
                "vendor",
                "type",
                Optional.ofNullable(id),
                Optional.empty(),
                Optional.empty(),
                body.getBytes(UTF_8),
                event);
    }

    private static final class MemoryStore implements ClaimStore {

        private final Set<String> keys = ConcurrentHashMap.newKeySet();
        private Runnable fault = NONE;

        @Override
        public boolean contains(String key) {
            fault.run();
            return keys.contains(key);
        }

        @Override
        public boolean add(String key) {
            fault.run();
            return keys.add(key);
        }
    }
}
