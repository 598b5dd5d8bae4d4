package dev.vendorhooks.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the five vendors' events do not show, as those of an application's own vendor may. */
class CloudEventAttributesTest {

    private static final Instant SIGNED = Instant.parse("2026-01-15T12:00:00Z");

    @Test
    void takesABlankIdOrSubjectForNone() {
        CloudEventAttributes attributes = attributes("acme.done", " ", "\t", null, null);

        assertThat(attributes.id()).isEqualTo("spare");
        assertThat(attributes.subject()).isEmpty();
    }

    @Test
    void takesTheTimeOfTheSignatureWhereTheEventTellsNone() {
        assertThat(attributes("done", "e1", "s", null, SIGNED).time()).contains(SIGNED);
    }

    @Test
    void prefersTheTimeOfTheEventToThatOfTheSignature() {
        Instant happened = SIGNED.minusSeconds(60);

        assertThat(attributes("done", "e1", "s", happened, SIGNED).time()).contains(happened);
    }

    @ParameterizedTest
    @CsvSource({
        "-0001-12-31T23:59:59Z, false",
        "0000-01-01T00:00:00Z, true",
        "9999-12-31T23:59:59Z, true",
        "+10000-01-01T00:00:00Z, false"
    })
    void leavesOutATimeWhoseYearHasNotFourDigits(Instant time, boolean written) {
        assertThat(attributes("done", "e1", "s", time, null).time().isPresent()).isEqualTo(written);
    }

    /** Noncharacters of the basic plane and of another, and halves of a pair. */
    @ParameterizedTest
    @ValueSource(ints = {0xfdd0, 0xfdef, 0xfffe, 0xffff, 0x1fffe, 0x10ffff, 0xd800, 0xdfff, 0, 0x85})
    void replacesWhatNoAttributeMayHold(int point) {
        String held = new StringBuilder("a").appendCodePoint(point).append("b").toString();

        CloudEventAttributes attributes = attributes(held, held, held, null, null);

        assertThat(attributes.type()).isEqualTo("acme.a b");
        assertThat(attributes.id()).matches("sha256:[0-9a-f]{64}");
        assertThat(attributes.subject())
                .hasValueSatisfying(text -> assertThat(text).matches("sha256:[0-9a-f]{64}"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0xfdcf, 0xfdf0, 0xfffd, 0x1fffd, 0x1fa91, 0xd7ff, 0xe000})
    void keepsWhatAttributesMayHold(int point) {
        String held = new StringBuilder("a").appendCodePoint(point).append("b").toString();

        CloudEventAttributes attributes = attributes(held, held, held, null, null);

        assertThat(attributes.type()).isEqualTo("acme." + held);
        assertThat(attributes.id()).isEqualTo(held);
        assertThat(attributes.subject()).contains(held);
    }

    /** The digest was made by sha256sum. */
    @Test
    void tellsOtherBodiesOfOneIdApartByTheirDigest() {
        CloudEventAttributes attributes =
                CloudEventAttributes.of(delivery("done", "e1", "s", null, null), Optional.empty(), true, "spare");

        assertThat(attributes.id()).isEqualTo("e1/44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    }

    private static CloudEventAttributes attributes(
            String type, String id, String subject, Instant happened, Instant signed) {
        return CloudEventAttributes.of(delivery(type, id, subject, happened, signed), Optional.empty(), false, "spare");
    }

    private static Delivery delivery(String type, String id, String subject, Instant happened, Instant signed) {
        return new Delivery(
                "acme",
                type,
                Optional.of(id),
                Optional.ofNullable(happened),
                Optional.ofNullable(signed),
                "{}".getBytes(UTF_8),
                new Event(type, Optional.of(subject)));
    }

    private record Event(String eventType, Optional<String> eventSubject) implements WebhookEvent {}
}
