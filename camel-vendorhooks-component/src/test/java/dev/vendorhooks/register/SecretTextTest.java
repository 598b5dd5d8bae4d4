package dev.vendorhooks.register;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vendorhooks.event.EventJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretTextTest {

    private static final SecretText SECRET = SecretText.of("s3cret");

    @Test
    void isShownByNothingButReveal() {
        assertThat(SECRET.reveal()).isEqualTo("s3cret");
        assertThat(SECRET).hasToString("[redacted]");
        assertThat(String.valueOf(Map.of("secret", List.of(SECRET)))).isEqualTo("{secret=[[redacted]]}");
        assertThat(new String(EventJson.write(Map.of("secret", SECRET)), UTF_8))
                .isEqualTo("{\"secret\":\"[redacted]\"}");
        assertThat(EventJson.convert(Map.of("secret", SECRET), Object.class)).isEqualTo(Map.of("secret", "[redacted]"));
    }

    @Test
    void isNotMadeOfWhatIsShownInItsPlace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretText.of(SECRET.toString()))
                .withMessage("'[redacted]' stands for a secret, and is none");
    }

    @Test
    void isRandomWhereNobodyChoseOne() {
        assertThat(SecretText.random().reveal()).matches("[0-9a-f]{64}");
        assertThat(SecretText.random()).isNotEqualTo(SecretText.random());
    }

    @Test
    void isReadFromJson() throws IOException {
        assertThat(new ObjectMapper().readValue("\"s3cret\"", SecretText.class)).isEqualTo(SECRET);
    }

    @Test
    void equalsTheSameTextAlone() {
        assertThat(SECRET).isEqualTo(SecretText.of("s3cret")).hasSameHashCodeAs(SecretText.of("s3cret"));
        assertThat(SECRET).isNotEqualTo(SecretText.of("another")).isNotEqualTo("s3cret");
        assertThat(SecretText.of(null)).isNull();
    }
}
