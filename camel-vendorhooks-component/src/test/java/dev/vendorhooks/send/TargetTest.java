package dev.vendorhooks.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    private static final String HOST = "has a host that is neither a plain name nor an IP address";
    private static final String PORT = "has a port that is not between 1 and 65535";

    @ParameterizedTest
    @CsvSource({
        "https://allowed.example, allowed.example",
        "https://allowed.example/in?token=secret, allowed.example",
        "HTTPS://Allowed.Example/, Allowed.Example",
        "https://allowed.example:443/, allowed.example",
        "https://allowed.example:80/, allowed.example:80",
        "http://allowed.example:80/, allowed.example",
        "http://allowed.example:65535?q, allowed.example:65535",
        "http://allowed.example./, allowed.example.",
        "http://my_host-1/, my_host-1",
        "http://1.example/, 1.example",
        "http://0x7f.example/, 0x7f.example",
        "http://127.0.0.1:1/, 127.0.0.1:1",
        "http://255.249.199.99/, 255.249.199.99",
        "http://[::1]/, [::1]",
        "http://[2001:DB8::1]:8080/, [2001:DB8::1]:8080",
        "http://[::ffff:127.0.0.1]/, [::ffff:127.0.0.1]",
        "http://allowed.example/@evil.example, allowed.example",
        "http://allowed.example?@evil.example, allowed.example",
        "http://allowed.example//evil.example/%0d%0a, allowed.example"
    })
    void keepsUrlsAsTheyAre(String url, String host) {
        Target target = Target.of(url);
        assertThat(target.uri()).isEqualTo(URI.create(url)).hasToString(url);
        assertThat(target.host()).isEqualTo(host);
        assertThat(target).hasToString(host);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            '  '                              | is empty
            allowed.example/in                | is not absolute
            //allowed.example/in              | is not absolute
            user:pass@allowed.example         | is neither http nor https
            ftp://allowed.example/            | is neither http nor https
            file:///etc/passwd                | is neither http nor https
            httpx://allowed.example/          | is neither http nor https
            http:allowed.example              | has no host
            http:/allowed.example             | has no host
            http:///allowed.example           | has no host
            http://?allowed.example           | has no host
            http://:80/                       | has a host that is neither a plain name nor an IP address
            http://allowed.example@evil/      | has user-info
            http://user:pass@allowed.example/ | has user-info
            http://@allowed.example/          | has user-info
            http://allowed.example@/          | has user-info
            http://evil#@allowed.example      | has a fragment
            http://allowed.example/#          | has a fragment
            http://allowed.example\\@evil     | is malformed: Illegal character in authority at index 7
            http://allowed.example/\\evil     | is malformed: Illegal character in path at index 23
            http://allowed.example/a b        | is malformed: Illegal character in path at index 24
            http://allowed.example/?q=%zz     | is malformed: Malformed escape pair at index 26
            http://[::1                       | is malformed: Expected closing bracket for IPv6 address at index 11
            http://[1:2]/                     | is malformed: IPv6 address too short at index 8
            http://{{host}}/                  | has an unresolved {{placeholder}}
            http://allowed.example/?q={{q}}   | has an unresolved {{placeholder}}
            """)
    void refusesAllElse(String url, String reason) {
        assertRefused(url, reason);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "\n"})
    void refusesEmptyUrls(String url) {
        assertRefused(url, "is empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://ex%61mple.com/",
                "http://b\u00fccher.example/",
                "http://\uff41llowed.example/",
                "http://[::1%25eth0]/",
                "http://[::1%eth0]/",
                "http://allowed..example/",
                "http://.allowed.example/",
                "http://allowed.example../",
                "http://./",
                "http://allowed.example,evil/",
                "http://allowed.example;evil/",
                "http://allowed.example$evil/",
                "http://*.example/",
                "http://2130706433/",
                "http://127.1/",
                "http://0177.0.0.1/",
                "http://0x7f.1/",
                "http://0x7f000001/",
                "http://0X/",
                "http://127.0.0.1./",
                "http://256.0.0.1/",
                "http://1.2.3.4.5/",
                "http://allowed.1/",
                "http://allowed.0xA./"
            })
    void refusesHostsThatAreNotPlain(String url) {
        assertRefused(url, HOST);
    }

    @Test
    void refusesHostsLongerThanNamesCanBe() {
        assertThat(Target.of("http://" + "a".repeat(253) + "/").host()).hasSize(253);
        assertRefused("http://" + "a".repeat(254) + "/", HOST);
        assertRefused("http://" + "a.".repeat(50_000) + "a/", HOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "080", "65536", "99999", "4294967376", "-1", "+80", "80:80", "8a", "\uff18\uff10"})
    void refusesPortsOutOfRange(String port) {
        assertRefused("http://allowed.example:" + port + "/", PORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\r\nHost: evil", "\t", "\0", "\u007f", "\u0085", "\u00a0", "\u2028", " "})
    void refusesControlAndBlankCharactersAnywhere(String character) {
        for (String url : new String[] {
            character + "http://allowed.example/",
            "ht" + character + "tp://allowed.example/",
            "http://allowed" + character + ".example/",
            "http://allowed.example" + character,
            "http://allowed.example:80" + character,
            "http://allowed.example/a" + character + "b",
            "http://allowed.example/?a" + character + "b",
            "http://allowed.example/" + character
        }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Target.of(url))
                    .withMessageMatching(
                            "The target URL is malformed: (Illegal character|Expected scheme) .*at index \\d+");
        }
    }

    @Test
    void refusesCharactersBeyondAscii() {
        String reason = "has characters beyond ASCII, which have to be percent-encoded";
        assertRefused("http://allowed.example/\u00fc", reason);
        assertRefused("http://allowed.example/?q=\ud83d\ude00", reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3cret:s3cret@allowed.example",
                "http://s3cret:s3cret@allowed.example/",
                "http://s3cret:s3/cret@allowed.example/",
                "http://s3cret:s3#cret@allowed.example/",
                "http://s3cret:s3?cret@allowed.example/",
                "http://s3cret:s3\\cret@allowed.example/",
                "http://s3cret:99999/@allowed.example/",
                "http://s3cret:99/\u00fc@allowed.example/",
                "http://s3cret#@allowed.example/",
                "http://allowed.example/s3cret?s3cret#s3cret",
                "http://allowed.example/s3cret s3cret",
                "http://allowed.example/?s3cret=\u00fc",
                "http://allowed.example/?s3cret=%zz",
                "http://allowed.example:0/?s3cret",
                "s3cret://allowed.example/",
                "http:s3cret",
                "s3cret",
                "http://allowed.example/{{s3cret}}"
            })
    void neverTellsWhatMayBeSecret(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.of(url))
                .withNoCause()
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3", "cret"));
    }

    @Test
    void judgesUrisNoLessThanText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Target(URI.create("http://allowed.example@evil/")))
                .withMessage("The target URL has user-info");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://allowed.example/",
                "HTTPS://allowed.example/",
                "http://localhost:8080/",
                "HTTP://LOCALHOST/",
                "http://127.0.0.1/",
                "http://127.1.2.3:8080/in",
                "http://[::1]/"
            })
    void isConfidentialOverHttpsAndOnThisMachine(String url) {
        assertThat(Target.of(url).isConfidential()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://allowed.example/",
                "http://localhost.evil.com/",
                "http://evil-localhost/",
                "http://evil.localhost/",
                "http://127.0.0.1.evil.com/",
                "http://127x0x0x1/",
                "http://128.0.0.1/",
                "http://1.127.0.0/",
                "http://0.0.0.0/",
                "http://[::]/",
                "http://[::2]/",
                "http://[::1:1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://evil.com/localhost",
                "http://evil.com/?127.0.0.1"
            })
    void isNotConfidentialWhereOthersMayRead(String url) {
        assertThat(Target.of(url).isConfidential()).isFalse();
    }

    private static void assertRefused(String url, String reason) {
        assertThatIllegalArgumentException().isThrownBy(() -> Target.of(url)).withMessage("The target URL " + reason);
    }
}
