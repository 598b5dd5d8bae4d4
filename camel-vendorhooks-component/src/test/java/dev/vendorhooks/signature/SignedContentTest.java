package dev.vendorhooks.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vendorhooks.signature.Notation.Stamp;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedContentTest {

    private static final Stamp STAMP = new Stamp("m1", "12", List.of());

    @ParameterizedTest
    @CsvSource({
        "{body},                      BODY",
        "{timestamp}{body},           12BODY",
        "{id}.{timestamp}.{body},     m1.12.BODY",
        "v0:{timestamp}:{body}\u00e9, v0:12:BODY\u00e9",
        "{{body}},                    {BODY}",
        "'{body}\n',                  'BODY\n'"
    })
    void feedsPartsInOrder(String template, String expected) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        SignedContent.of(template).feed(digest, STAMP, "BODY".getBytes(UTF_8));
        assertThat(digest.digest())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(expected.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{time}.{body}",
                "{time-stamp}{body}",
                "v0:{time-stamp}:{body}",
                "{}{body}",
                "{ body }{body}",
                "{Body}{body}"
            })
    void refusesUnknownPlaceholder(String template) {
        assertThatThrownBy(() -> SignedContent.of(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(template.substring(template.indexOf('{'), template.indexOf('}') + 1))
                .hasMessageContaining("{id}, {timestamp} and {body}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "body", "{timestamp}", "{body"})
    void refusesContentWithoutBody(String template) {
        assertThatThrownBy(() -> SignedContent.of(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lacks {body}");
    }
}
