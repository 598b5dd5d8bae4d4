package dev.vendorhooks.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateAddressGuardTest {

    /** Gives the answers of a name server and counts the questions. */
    private static final class Answers implements DnsResolver {

        private final InetAddress[] addresses;
        private final List<String> questions = new ArrayList<>();

        Answers(InetAddress... addresses) {
            this.addresses = addresses;
        }

        @Override
        public InetAddress[] resolve(String host) {
            questions.add(host);
            return addresses;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return "canonical." + host;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.255.255.255, unspecified",
        "10.0.0.0, 10.255.255.255, private",
        "100.64.0.0, 100.100.100.199, carrier-grade NAT",
        "100.100.100.200, 100.100.100.200, cloud metadata",
        "100.100.100.201, 100.127.255.255, carrier-grade NAT",
        "127.0.0.0, 127.255.255.255, loopback",
        "168.63.129.16, 168.63.129.16, cloud metadata",
        "169.254.0.0, 169.254.169.253, link-local",
        "169.254.169.254, 169.254.169.254, cloud metadata",
        "169.254.169.255, 169.254.255.255, link-local",
        "172.16.0.0, 172.31.255.255, private",
        "192.0.0.0, 192.0.0.255, protocol assignment",
        "192.0.2.0, 192.0.2.255, documentation",
        "192.88.99.0, 192.88.99.255, 6to4 relay",
        "192.168.0.0, 192.168.255.255, private",
        "198.18.0.0, 198.19.255.255, benchmarking",
        "198.51.100.0, 198.51.100.255, documentation",
        "203.0.113.0, 203.0.113.255, documentation",
        "224.0.0.0, 239.255.255.255, multicast",
        "240.0.0.0, 255.255.255.254, reserved",
        "255.255.255.255, 255.255.255.255, broadcast",
        "::, ::, unspecified",
        "::1, ::1, loopback",
        "::2, ::ffff:ffff, IPv4-compatible",
        "::7f00:1, ::808:808, IPv4-compatible",
        "::1:0:0, 64:ff9a:ffff:ffff:ffff:ffff:ffff:ffff, reserved",
        "64:ff9b:0:0:0:1::, 64:ff9b:0:ffff:ffff:ffff:ffff:ffff, reserved",
        "64:ff9b:1::, 64:ff9b:1:ffff:ffff:ffff:ffff:ffff, local NAT64",
        "64:ff9b:2::, ff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, reserved",
        "100::, 100::ffff:ffff:ffff:ffff, discard-only",
        "100:0:0:1::, 1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, reserved",
        "2001::, 2001:0:ffff:ffff:ffff:ffff:ffff:ffff, Teredo",
        "2001:1::, 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff, protocol assignment",
        "2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, documentation",
        "2002::, 2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 6to4",
        "2002:808:808::1, 2002:7f00:1::, 6to4",
        "3fff::, 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff, documentation",
        "4000::, 7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, reserved",
        "8000::, fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, reserved",
        "fc00::, fd00:ec2::253, unique-local",
        "fd00:ec2::254, fd00:ec2::254, cloud metadata",
        "fd00:ec2::255, fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, unique-local",
        "fe00::, fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff, reserved",
        "fe80::, febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff, link-local",
        "fec0::, feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, site-local",
        "ff00::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, multicast",
        "64:ff9b::a9fe:a9fe, 64:ff9b::169.254.169.254, cloud metadata",
        "64:ff9b::127.0.0.0, 64:ff9b::127.255.255.255, loopback"
    })
    void blocksTheFirstAndTheLastAddressOfEachRange(String first, String last, String kind) throws Exception {
        assertBlocked(kind, InetAddress.getByName(first));
        assertBlocked(kind, InetAddress.getByName(last));
    }

    @ParameterizedTest
    @CsvSource({
        "1.0.0.0, 9.255.255.255",
        "11.0.0.0, 100.63.255.255",
        "100.128.0.0, 126.255.255.255",
        "128.0.0.0, 168.63.129.15",
        "168.63.129.17, 169.253.255.255",
        "169.255.0.0, 172.15.255.255",
        "172.32.0.0, 191.255.255.255",
        "192.0.1.0, 192.0.1.255",
        "192.0.3.0, 192.88.98.255",
        "192.88.100.0, 192.167.255.255",
        "192.169.0.0, 198.17.255.255",
        "198.20.0.0, 198.51.99.255",
        "198.51.101.0, 203.0.112.255",
        "203.0.114.0, 223.255.255.255",
        "2000::, 2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:200::, 2001:db7:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:db9::, 2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "2003::, 3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "3fff:1000::, 3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "64:ff9b::1.0.0.0, 64:ff9b::9.255.255.255"
    })
    void givesOutTheAddressesBetweenTheRanges(String first, String last) throws Exception {
        InetAddress[] addresses = {InetAddress.getByName(first), InetAddress.getByName(last)};
        assertThat(new PrivateAddressGuard(new Answers(addresses)).resolve("public.example"))
                .containsExactly(addresses);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void blocksHostsOfWhichOneAddressIsPrivate(int position) throws Exception {
        InetAddress[] addresses = {
            InetAddress.getByName("93.184.216.34"),
            InetAddress.getByName("2606:4700::1111"),
            InetAddress.getByName("8.8.8.8")
        };
        addresses[position] = InetAddress.getByName("10.1.2.3");
        assertBlocked("private", addresses);
    }

    @Test
    void blocksMappedAddressesThatWereKeptAsIpv6() throws Exception {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        mapped[12] = 8;
        assertBlocked("reserved", Inet6Address.getByAddress("mixed.example", mapped, 0));
    }

    @Test
    void blocksHostsWithAZoneUnasked() throws Exception {
        Answers answers = new Answers(InetAddress.getByName("2606:4700::1111"));
        assertThatExceptionOfType(BlockedAddressException.class)
                .isThrownBy(() -> new PrivateAddressGuard(answers).resolve("[2606:4700::1111%eth0]"))
                .withMessage("[2606:4700::1111%eth0] has an address that is not public: IPv6 zone");
        assertThat(answers.questions).isEmpty();
    }

    @Test
    void asksOnceAndGivesOutTheVeryAddressesItJudged() throws Exception {
        InetAddress first = InetAddress.getByName("93.184.216.34");
        InetAddress second = InetAddress.getByName("2606:4700::1111");
        Answers answers = new Answers(first, second);
        InetAddress[] resolved = new PrivateAddressGuard(answers).resolve("public.example");
        assertThat(resolved[0]).isSameAs(first);
        assertThat(resolved[1]).isSameAs(second);
        assertThat(resolved).hasSize(2);
        assertThat(answers.questions).containsExactly("public.example");
    }

    @Test
    void blocksForTheMethodWithAPortToo() throws Exception {
        Answers answers = new Answers(InetAddress.getByName("10.1.2.3"));
        assertThatExceptionOfType(BlockedAddressException.class)
                .isThrownBy(() -> new PrivateAddressGuard(answers).resolve("mixed.example", 443));
    }

    @Test
    void knowsNoHostWithoutAddresses() {
        assertThatThrownBy(() -> new PrivateAddressGuard(new Answers()).resolve("empty.example"))
                .isExactlyInstanceOf(UnknownHostException.class)
                .hasMessage("empty.example");
        assertThatThrownBy(() -> new PrivateAddressGuard(new Answers((InetAddress[]) null)).resolve("null.example"))
                .isExactlyInstanceOf(UnknownHostException.class)
                .hasMessage("null.example");
    }

    @Test
    void asksForCanonicalNames() throws Exception {
        assertThat(new PrivateAddressGuard(new Answers()).resolveCanonicalHostname("a.example"))
                .isEqualTo("canonical.a.example");
    }

    @ParameterizedTest
    @CsvSource({
        "2130706433, loopback",
        "127.1, loopback",
        "127.0.0.1, loopback",
        "[::ffff:127.0.0.1], loopback",
        "[::ffff:7f00:1], loopback",
        "::ffff:a9fe:a9fe, cloud metadata",
        "localhost, loopback",
        "LOCALHOST, loopback",
        "[::1], loopback",
        "[0:0:0:0:0:0:0:1], loopback",
        "0, unspecified",
        "[64:ff9b::7f00:1], loopback"
    })
    void blocksLiteralsThatTheSystemReads(String host, String kind) {
        assertThatExceptionOfType(BlockedAddressException.class)
                .isThrownBy(() -> new PrivateAddressGuard().resolve(host))
                .withMessage(host + " has an address that is not public: " + kind);
    }

    /** Whether these are names or addresses, and in base 8, 10 or 16, is up to the JDK and the C library. */
    @ParameterizedTest
    @ValueSource(strings = {"0x7f.1", "0x7f000001", "017700000001", "0177.0.0.1"})
    void givesOutNoPrivateAddressForOddLiterals(String host) {
        List<String> addresses = new ArrayList<>();
        try {
            for (InetAddress address : new PrivateAddressGuard().resolve(host)) {
                addresses.add(address.getHostAddress());
            }
        } catch (UnknownHostException e) {
            assertThat(e.getMessage()).contains(host);
        }
        assertThat(addresses).isSubsetOf("177.0.0.1");
    }

    private static void assertBlocked(String kind, InetAddress... addresses) {
        assertThatExceptionOfType(BlockedAddressException.class)
                .as("%s", (Object) addresses)
                .isThrownBy(() -> new PrivateAddressGuard(new Answers(addresses)).resolve("mixed.example"))
                .withMessage("mixed.example has an address that is not public: " + kind)
                .withNoCause();
    }
}
