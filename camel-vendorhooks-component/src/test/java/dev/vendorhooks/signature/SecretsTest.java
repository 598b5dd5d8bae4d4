package dev.vendorhooks.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.WebhookRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SecretsTest {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Instant START = Instant.parse("2026-01-15T12:00:00Z");
    private static final Instant ROTATION = START.plus(Duration.ofHours(5));
    private static final byte[] BODY = "{}".getBytes(UTF_8);
    private static final SignatureScheme SCHEME =
            HmacScheme.sha256(Notation.header("X-Signature"), SignedContent.BODY, Encoding.HEX);
    private static final SignatureScheme TIMED_SCHEME = HmacScheme.sha256(
            Notation.header("X-Signature").timestampIn("X-Time", TimeFormat.ISO),
            SignedContent.of("{timestamp}{body}"),
            Encoding.HEX);

    private final Secrets secrets = new Secrets();

    @Test
    void acceptsNothingAtFirst() {
        assertThat(secrets.accepted(START)).isEmpty();
        assertThat(secrets.uses()).isEmpty();
    }

    @Test
    void acceptsTheReplacedSecretUntilTheOverlapHasPassed() {
        replace(START, "old");
        replace(ROTATION, "new");

        assertThat(secrets.accepted(ROTATION.plus(DAY).minusNanos(1))).hasSize(2);
        assertThat(accepts("old", ROTATION.plus(DAY))).isFalse();
        assertThat(accepts("new", ROTATION.plus(DAY))).isTrue();
    }

    @Test
    void putsTheEndOffWhileTheReplacedSecretStillSigns() {
        replace(START, "old");
        replace(ROTATION, "new");
        Instant seen = ROTATION.plus(Duration.ofHours(20));

        assertThat(accepts("old", seen)).isTrue();

        assertThat(secrets.accepted(seen.plus(DAY).minusNanos(1))).hasSize(2);
        assertThat(accepts("old", seen.plus(DAY))).isFalse();
    }

    @Test
    void countsUsesBeforeTheReplacementNotAsUsesAfterIt() {
        replace(START, "old");
        assertThat(accepts("old", START)).isTrue();
        replace(ROTATION, "new");

        assertThat(secrets.accepted(ROTATION.plus(DAY).minusNanos(1))).hasSize(2);
        assertThat(accepts("old", ROTATION.plus(DAY))).isFalse();
    }

    @Test
    void countsNoDeliveryOutsideTheWindowAsAUse() {
        replace(START, "old");
        replace(ROTATION, "new");
        String signed = START.toString();
        Headers headers = Headers.of(Map.of(
                "X-Time", List.of(signed),
                "X-Signature", List.of(hmac("old", signed + "{}"))));

        Instant seen = ROTATION.plus(Duration.ofHours(20));
        Optional<Refusal> refusal = TIMED_SCHEME.refusal(
                new WebhookRequest(headers, BODY), secrets.accepted(seen), Duration.ofMinutes(5), seen);

        assertThat(refusal).contains(Refusal.STALE);
        assertThat(secrets.accepted(ROTATION.plus(DAY))).hasSize(1);
    }

    @Test
    void endsTheReplacedSecretAtOnceWithoutAnOverlap() {
        replace(START, "old");

        secrets.replace(secrets("new"), Duration.ZERO, ROTATION);

        assertThat(accepts("old", ROTATION)).isFalse();
        assertThat(accepts("new", ROTATION)).isTrue();
    }

    @Test
    void endsReplacedSecretsOnRequest() {
        replace(START, "old");
        replace(ROTATION, "new");

        secrets.endReplaced(ROTATION);

        assertThat(accepts("old", ROTATION)).isFalse();
        assertThat(accepts("new", ROTATION)).isTrue();
    }

    @Test
    void keepsTheListWhileNothingChanges() {
        replace(START, "one", "two");
        List<Secret> before = secrets.accepted(START);

        replace(ROTATION, "one", "two");

        assertThat(secrets.accepted(ROTATION)).isSameAs(before);
    }

    @Test
    void keepsTheFiguresOfASecretThatStays() {
        replace(START, "one");
        accepts("one", START);

        replace(ROTATION, "one");

        assertThat(secrets.uses()).containsExactly(new SecretUse(START, Optional.empty(), 1, Optional.of(START)));
    }

    @Test
    void acceptsASecretThatIsGivenTwiceOnce() {
        replace(START, "one", "one");

        assertThat(secrets.accepted(START)).hasSize(1);
    }

    @Test
    void putsNoEndOffWhenTheCurrentSecretIsGivenAgain() {
        replace(START, "old");
        replace(ROTATION, "new");
        replace(ROTATION.plus(Duration.ofHours(20)), "new");

        assertThat(accepts("old", ROTATION.plus(DAY))).isFalse();
    }

    @Test
    void endsEachReplacedSecretAtATimeOfItsOwn() {
        replace(START, "oldest");
        replace(START.plusSeconds(1), "old");
        replace(ROTATION, "new");

        assertThat(accepts("oldest", START.plusSeconds(1).plus(DAY))).isFalse();
        assertThat(accepts("old", ROTATION.plus(DAY).minusNanos(1))).isTrue();
    }

    @Test
    void changesTheListWithTheSecrets() {
        replace(START, "one");
        List<Secret> before = secrets.accepted(START);

        replace(START, "two");

        assertThat(secrets.accepted(START)).isNotSameAs(before);
    }

    @Test
    void takesASecretThatComesBackAsCurrent() {
        replace(START, "old");
        replace(ROTATION, "new");
        replace(ROTATION.plusSeconds(1), "old");

        assertThat(secrets.uses())
                .extracting(SecretUse::replaced)
                .containsExactly(Optional.empty(), Optional.of(ROTATION.plusSeconds(1)));
        assertThat(accepts("old", ROTATION.plus(DAY).plus(DAY))).isTrue();
    }

    @Test
    void acceptsASecretThatWasReplacedBeforeTheStart() {
        replace(ROTATION, "new");
        secrets.addReplaced(secret("old"), START, DAY, ROTATION);
        secrets.addReplaced(secret("new"), START, DAY, ROTATION);

        assertThat(accepts("old", START.plus(DAY).minusNanos(1))).isTrue();
        assertThat(secrets.uses()).hasSize(2);
    }

    @Test
    void forgetsASecretThatWasReplacedTooLongBeforeTheStart() {
        replace(ROTATION, "new");

        secrets.addReplaced(secret("old"), ROTATION.minus(DAY), DAY, ROTATION);

        assertThat(accepts("old", ROTATION)).isFalse();
    }

    @Test
    void tellsWhichSecretSignedLastAndWhen() {
        replace(START, "old");
        accepts("old", START);
        accepts("old", START.plusSeconds(1));
        replace(ROTATION, "new");
        accepts("new", ROTATION.plusSeconds(2));

        assertThat(secrets.uses())
                .containsExactly(
                        new SecretUse(ROTATION, Optional.empty(), 1, Optional.of(ROTATION.plusSeconds(2))),
                        new SecretUse(START, Optional.of(ROTATION), 2, Optional.of(START.plusSeconds(1))));
        assertThat(secrets.uses())
                .extracting(SecretUse::toString)
                .containsExactly(
                        "current, since 2026-01-15T17:00:00Z, signed 1, last 2026-01-15T17:00:02Z",
                        "replaced 2026-01-15T17:00:00Z, since 2026-01-15T12:00:00Z, signed 2, last 2026-01-15T12:00:01Z");
    }

    @Test
    void knowsAsFormerWhatHasEndedTheLastOneFirst() {
        replace(START, "oldest");
        secrets.replace(secrets("old"), Duration.ZERO, START.plusSeconds(1));
        secrets.replace(secrets("new"), Duration.ZERO, START.plusSeconds(2));

        assertThat(labels("new", "old", "oldest", "unknown")).containsExactly("1", "former", "former", "none");
        assertThat(positions(secrets.former(), "old", "oldest")).containsExactly(0, 1);
        assertThat(positions(secrets.known(), "new", "old", "oldest")).containsExactly(0, 1, 2);
    }

    @Test
    void labelsASecretByItsPlaceWhileItIsAccepted() {
        replace(START, "old");
        replace(ROTATION, "new", "second");

        assertThat(labels("new", "second", "old")).containsExactly("1", "2", "3");
        assertThat(secrets.former()).isEmpty();

        secrets.accepted(ROTATION.plus(DAY));

        assertThat(labels("new", "second", "old")).containsExactly("1", "2", "former");
    }

    @Test
    void knowsAsFormerWhatIsEndedOnRequest() {
        replace(START, "old");
        replace(ROTATION, "new");

        secrets.endReplaced(ROTATION);

        assertThat(labels("new", "old")).containsExactly("1", "former");
    }

    @Test
    void keepsEightFormerSecrets() {
        for (int i = 0; i <= 9; i++) {
            secrets.replace(secrets("secret" + i), Duration.ZERO, START.plusSeconds(i));
        }

        assertThat(secrets.former()).hasSize(8);
        assertThat(labels("secret9", "secret8", "secret1", "secret0")).containsExactly("1", "former", "former", "none");
    }

    @Test
    void knowsNoSecretAsFormerThatComesBackOrTwice() {
        replace(START, "one");
        for (String next : List.of("two", "one", "two")) {
            secrets.replace(secrets(next), Duration.ZERO, ROTATION);
        }

        assertThat(positions(secrets.former(), "one")).containsExactly(0);
        assertThat(secrets.former()).hasSize(1);
        assertThat(labels("one", "two")).containsExactly("former", "1");
    }

    private List<String> labels(String... texts) {
        return secrets(texts).stream()
                .map(secret -> secrets.label(secret).orElse("none"))
                .toList();
    }

    private static List<Integer> positions(List<Secret> list, String... texts) {
        return secrets(texts).stream()
                .map(secret -> list.indexOf(
                        list.stream().filter(secret::isSameAs).findFirst().orElse(null)))
                .toList();
    }

    private void replace(Instant now, String... texts) {
        secrets.replace(secrets(texts), DAY, now);
    }

    private boolean accepts(String secret, Instant now) {
        Headers headers = Headers.of(Map.of("X-Signature", List.of(hmac(secret, "{}"))));
        return SCHEME.refusal(new WebhookRequest(headers, BODY), secrets.accepted(now), DAY, now)
                .isEmpty();
    }

    private static List<Secret> secrets(String... texts) {
        return Arrays.stream(texts).map(SecretsTest::secret).toList();
    }

    private static Secret secret(String text) {
        return Secret.of(text, KeyFormat.UTF8);
    }

    private static String hmac(String secret, String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
