package dev.vendorhooks.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vendorhooks.register.KeptRegistration.Replaced;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptRegistrationTest {

    private static final Instant NOW = Instant.parse("2026-01-15T12:30:00.123456789Z");
    private static final Instant DAY_BEFORE = Instant.parse("2026-01-14T12:30:00.123456789Z");
    private static final WebhookRegistration WEBHOOK = new WebhookRegistration(
            "id-1",
            "https://hooks.example/in",
            List.of("a.b", "c.d"),
            null,
            null,
            null,
            SecretText.of("n\u00e9w"),
            null);

    @Test
    void readsWhatItWrote() {
        KeptRegistration kept = new KeptRegistration(
                WEBHOOK,
                List.of(new Replaced(SecretText.of("older"), DAY_BEFORE), new Replaced(SecretText.of("old"), NOW)),
                true);

        assertThat(KeptRegistration.read(kept.write())).isEqualTo(kept);
        assertThat(KeptRegistration.read(kept.uncertain().write())).isEqualTo(kept.uncertain());
    }

    @Test
    void readsARegistrationThatHasOnlyAUrl() {
        KeptRegistration kept =
                new KeptRegistration(WebhookRegistration.to("https://hooks.example/in"), List.of(), true);

        assertThat(KeptRegistration.read(kept.write())).isEqualTo(kept);
    }

    @Test
    void readsWhatAnEarlierReleaseWrote() {
        String text =
                """
                {"id":"id-1","url":"https://hooks.example/in","events":["a.b","c.d"],"secret":"n\u00e9w","certain":false,\
                "replaced":[{"secret":"old","time":"2026-01-15T12:30:00.123456789Z"}]}""";

        assertThat(KeptRegistration.read(text))
                .isEqualTo(new KeptRegistration(WEBHOOK, List.of(new Replaced(SecretText.of("old"), NOW)), false));
    }

    /** It may hold what the vendor shows to nobody else, such as names and addresses. */
    @Test
    void keepsNothingButWhatItNeeds() {
        WebhookRegistration told = new WebhookRegistration(
                WEBHOOK.id(),
                WEBHOOK.url(),
                WEBHOOK.events(),
                true,
                "Mine",
                "for the shop",
                WEBHOOK.secret(),
                Map.of("jwt", "token"));
        KeptRegistration kept = new KeptRegistration(told, List.of(), true);

        assertThat(kept.write()).doesNotContain("Mine", "shop", "jwt", "token");
        assertThat(KeptRegistration.read(kept.write()).registration()).isEqualTo(WEBHOOK);
    }

    @Test
    void showsNoSecretAsText() {
        assertThat(new KeptRegistration(WEBHOOK, List.of(new Replaced(SecretText.of("old"), NOW)), true).toString())
                .contains("[redacted]")
                .doesNotContain("n\u00e9w", "=old");
    }

    // ---- what comes next

    @Test
    void beginsWithNothingReplaced() {
        assertThat(KeptRegistration.next(Optional.empty(), WEBHOOK, NOW, DAY_BEFORE))
                .isEqualTo(new KeptRegistration(WEBHOOK, List.of(), true));
    }

    @Test
    void keepsTheSecretThatWasReplaced() {
        assertThat(next(kept("old"), WEBHOOK)).containsExactly(new Replaced(SecretText.of("old"), NOW));
    }

    @Test
    void replacesNothingWhileTheSecretIsTheSame() {
        assertThat(next(kept("n\u00e9w"), WEBHOOK)).isEmpty();
    }

    @Test
    void replacesNothingWhereNoSecretIsTold() {
        assertThat(next(kept(null), WEBHOOK)).isEmpty();
        assertThat(next(kept("old"), WEBHOOK.withSecret(null))).isEmpty();
    }

    @Test
    void forgetsWhatWasReplacedTooLongAgo() {
        Replaced ended = new Replaced(SecretText.of("ended"), DAY_BEFORE);
        Replaced older = new Replaced(SecretText.of("older"), DAY_BEFORE.plusNanos(1));

        assertThat(next(kept("old", ended, older), WEBHOOK))
                .containsExactly(older, new Replaced(SecretText.of("old"), NOW));
    }

    @Test
    void forgetsThatASecretWasReplacedWhenItComesBack() {
        assertThat(next(kept("old", new Replaced(WEBHOOK.secret(), NOW)), WEBHOOK))
                .containsExactly(new Replaced(SecretText.of("old"), NOW));
    }

    @Test
    void isCertainOnceAChangeHasCome() {
        KeptRegistration known = kept("old", new Replaced(SecretText.of("older"), NOW));
        KeptRegistration begun = known.uncertain();

        assertThat(begun).isEqualTo(new KeptRegistration(known.registration(), known.replaced(), false));
        assertThat(KeptRegistration.next(Optional.of(begun), WEBHOOK, NOW, DAY_BEFORE)
                        .isCertain())
                .isTrue();
    }

    // ---- what is none

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hidden",
                "null",
                "\"hidden\"",
                "[]",
                "{}",
                "{\"secret\":\"hidden\"",
                "{\"secret\":\"hidden\",\"replaced\":[],\"certain\":true} hidden",
                "{\"secret\":\"hidden\",\"certain\":true}",
                "{\"secret\":\"hidden\",\"replaced\":[]}",
                "{\"secret\":{\"hidden\":1},\"replaced\":[],\"certain\":true}",
                "{\"id\":[\"hidden\"],\"replaced\":[],\"certain\":true}",
                "{\"url\":[\"hidden\"],\"replaced\":[],\"certain\":true}",
                "{\"events\":[{\"hidden\":1}],\"replaced\":[],\"certain\":true}",
                "{\"replaced\":[\"hidden\"],\"certain\":true}",
                "{\"replaced\":[{\"secret\":\"hidden\"}],\"certain\":true}",
                "{\"replaced\":[{\"secret\":\"hidden\",\"time\":\"hidden\"}],\"certain\":true}",
                "{\"replaced\":[{\"secret\":\"hidden\",\"time\":1768480200}],\"certain\":true}",
                "{\"replaced\":[{\"secret\":\"hidden\",\"time\":null}],\"certain\":true}",
                "{\"replaced\":[{\"time\":\"2026-01-15T12:30:00Z\"}],\"certain\":true}",
                "{\"replaced\":[{\"secret\":null,\"time\":\"2026-01-15T12:30:00Z\"}],\"certain\":true}",
                "{\"replaced\":[{\"secret\":[\"hidden\"],\"time\":\"2026-01-15T12:30:00Z\"}],\"certain\":true}",
                "{\"replaced\":\"hidden\",\"certain\":true}",
                "{\"replaced\":null,\"certain\":true}",
                "{\"replaced\":[],\"certain\":\"hidden\"}",
            })
    void refusesAllElseAndQuotesNothing(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeptRegistration.read(text))
                .withMessage("what is kept is not a registration")
                .withNoCause()
                .satisfies(e -> assertThat(e.getSuppressed()).isEmpty());
    }

    private static KeptRegistration kept(String secret, Replaced... replaced) {
        return new KeptRegistration(WEBHOOK.withSecret(SecretText.of(secret)), List.of(replaced), true);
    }

    private static List<Replaced> next(KeptRegistration before, WebhookRegistration now) {
        return KeptRegistration.next(Optional.of(before), now, NOW, DAY_BEFORE).replaced();
    }
}
