package dev.vendorhooks.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedUrlsTest {

    @ParameterizedTest
    @CsvSource({
        "a.example, https://a.example/in, true",
        "a.example, http://a.example/in, true",
        "a.example, https://A.EXAMPLE./, true",
        "A.Example., https://a.example/, true",
        "a.example, https://a.example:443/, true",
        "a.example, https://a.example:80/, false",
        "a.example, http://a.example:443/, false",
        "a.example, https://b.example/, false",
        "a.example, https://x.a.example/, false",
        "a.example, https://a.example.evil/, false",
        "a.example, https://aaexample/, false",
        "a.example, https://evil/?a.example, false",
        "*.a.example, https://x.a.example/, true",
        "*.A.example., https://x.y.a.EXAMPLE./, true",
        "*.a.example, https://a.example/, false",
        "*.a.example, https://xa.example/, false",
        "*.a.example, https://x.a.example.evil/, false",
        "*.a.example, https://x.a.example:8443/, false",
        "*.a.example:8443, https://x.a.example:8443/, true",
        "*.a.example:8443, https://x.a.example/, false",
        "*.a.example:*, https://x.a.example:8443/, true",
        "a.example:8443, https://a.example:8443/, true",
        "a.example:8443, https://a.example/, false",
        "a.example:443, https://a.example/, true",
        "a.example:443, http://a.example/, false",
        "a.example:*, http://a.example:1/, true",
        "a.example:*, http://b.example:1/, false",
        "*, https://any.example/, true",
        "*, http://127.0.0.1/, true",
        "*, https://any.example:8443/, false",
        "*:8443, https://any.example:8443/, true",
        "*:8443, https://any.example:8444/, false",
        "*:*, http://[::1]:1/, true",
        "127.0.0.1:8080, http://127.0.0.1:8080/, true",
        "[::AB]:8080, http://[::ab]:8080/, true",
        "[::ab], http://[::ac]/, false",
        "my_host, http://my_host/, true",
        "'a.example, *.b.example,', https://x.b.example/, true",
        "'a.example, *.b.example,', https://a.example/, true",
        "'a.example, *.b.example,', https://c.example/, false",
        "', ,', https://a.example/, false"
    })
    void allowsTargetsThatMatch(String patterns, String url, boolean allowed) {
        assertThat(AllowedUrls.of(patterns).allows(Target.of(url))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void allowsNothingByDefault(String patterns) {
        assertThat(AllowedUrls.of(patterns).allows(Target.of("https://a.example/")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example",
                "a.example/in",
                "user@a.example",
                "**",
                "*.",
                "*..example",
                "*a.example",
                "a.*.example",
                "a.*",
                "*.*",
                "*.1.2.3.4",
                "*.[::1]",
                "127.1",
                "0x7f000001",
                "a example",
                "a\nb",
                "a..example",
                "b\u00fccher.example",
                "{{hosts}}",
                "a.example:",
                "a.example:0",
                "a.example:65536",
                "a.example:8*",
                "a.example:80:80",
                ":80",
                "::1",
                "[::1"
            })
    void refusesAndNamesWhatIsNoPattern(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedUrls.of("b.example, " + pattern))
                .withMessage("'" + pattern
                        + "' is no pattern for URLs. Write host, *.domain or *, with :port or :* for other ports.");
    }
}
