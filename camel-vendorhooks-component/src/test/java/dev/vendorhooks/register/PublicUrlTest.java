package dev.vendorhooks.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://hooks.example, https://hooks.example/webhooks/glossi",
        "https://hooks.example//, https://hooks.example/webhooks/glossi",
        "https://hooks.example:8443/base/, https://hooks.example:8443/base/webhooks/glossi",
        "http://localhost:8080, http://localhost:8080/webhooks/glossi",
        "http://127.0.0.1, http://127.0.0.1/webhooks/glossi",
        "HTTP://LOCALHOST, HTTP://LOCALHOST/webhooks/glossi"
    })
    void joinsBaseAndPath(String base, String url) {
        assertThat(PublicUrl.of(base, "/webhooks/glossi")).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "http://hooks.example, it is not https; http is for this machine alone",
        "http://localhost.evil.example, it is not https; http is for this machine alone",
        "https://hooks.example/?token=hidden, it has a query",
        "https://user:hidden@hooks.example, The target URL has user-info",
        "hooks.example, The target URL is not absolute",
        "'', The target URL is empty",
        "{{base.url}}, The target URL has an unresolved {{placeholder}}"
    })
    void refusesABaseThatIsNoPublicUrl(String base, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublicUrl.of(base, "/webhooks/glossi"))
                .withMessage(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "https://hooks.example/a, https://hooks.example/a, true",
        "https://hooks.example/a, HTTPS://Hooks.Example:443/a/, true",
        "https://hooks.example, https://hooks.example/, true",
        "http://hooks.example:80/a, http://hooks.example/a, true",
        "https://hooks.example/a, https://hooks.example/A, false",
        "https://hooks.example/a, https://hooks.example:8443/a, false",
        "https://hooks.example/a, http://hooks.example/a, false",
        "https://hooks.example/a, https://hooks.example/a?b, false",
        "https://hooks.example/a?b, https://hooks.example/a/?b, true",
        "https://hooks.example/a, https://hooks.example.org/a, false",
        "no url, no url, true",
        "no url, https://hooks.example, false"
    })
    void tellsWhetherTwoUrlsAreOnePlace(String one, String other, boolean same) {
        assertThat(PublicUrl.isSame(one, other)).isEqualTo(same);
        assertThat(PublicUrl.isSame(other, one)).isEqualTo(same);
    }

    @Test
    void takesNoUrlForNoPlace() {
        assertThat(PublicUrl.isSame(null, "https://hooks.example")).isFalse();
        assertThat(PublicUrl.isSame("https://hooks.example", null)).isFalse();
        assertThat(PublicUrl.isSame(null, null)).isFalse();
    }
}
