package dev.vendorhooks.send;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves only hosts all of whose addresses are public and unicast, and gives out exactly the addresses it has
 * judged: a client that dials these cannot be rebound. The ranges are those of RFC 6890 as kept up in IANA's IPv4 and
 * IPv6 special-purpose address registries, IANA's registries of the IPv6 address space and of multicast addresses, and
 * the metadata addresses that clouds document. A client that sends through a proxy asks for the proxy's host only.
 */
public final class PrivateAddressGuard implements DnsResolver {

    /**
     * The IPv4 address at the end decides: networks with IPv6 only see every public IPv4 host under this prefix
     * (RFC 6052). The other transition ranges are refused whole, as nobody has to publish a receiver in them.
     */
    private static final Range NAT64 = Range.of("NAT64", "64:ff9b::/96");

    /** The first row that contains an address names its kind. */
    private static final List<Range> NOT_PUBLIC = List.of(
            Range.of("cloud metadata", "169.254.169.254/32"),
            Range.of("cloud metadata", "100.100.100.200/32"),
            Range.of("cloud metadata", "168.63.129.16/32"),
            Range.of("unspecified", "0.0.0.0/8"),
            Range.of("private", "10.0.0.0/8"),
            Range.of("carrier-grade NAT", "100.64.0.0/10"),
            Range.of("loopback", "127.0.0.0/8"),
            Range.of("link-local", "169.254.0.0/16"),
            Range.of("private", "172.16.0.0/12"),
            Range.of("protocol assignment", "192.0.0.0/24"),
            Range.of("documentation", "192.0.2.0/24"),
            Range.of("6to4 relay", "192.88.99.0/24"),
            Range.of("private", "192.168.0.0/16"),
            Range.of("benchmarking", "198.18.0.0/15"),
            Range.of("documentation", "198.51.100.0/24"),
            Range.of("documentation", "203.0.113.0/24"),
            Range.of("multicast", "224.0.0.0/4"),
            Range.of("broadcast", "255.255.255.255/32"),
            Range.of("reserved", "240.0.0.0/4"),
            Range.of("cloud metadata", "fd00:ec2::254/128"),
            Range.of("unspecified", "::/128"),
            Range.of("loopback", "::1/128"),
            Range.of("IPv4-compatible", "::/96"),
            Range.of("local NAT64", "64:ff9b:1::/48"),
            Range.of("discard-only", "100::/64"),
            Range.of("Teredo", "2001::/32"),
            Range.of("protocol assignment", "2001::/23"),
            Range.of("documentation", "2001:db8::/32"),
            Range.of("6to4", "2002::/16"),
            Range.of("documentation", "3fff::/20"),
            Range.of("unique-local", "fc00::/7"),
            Range.of("link-local", "fe80::/10"),
            Range.of("site-local", "fec0::/10"),
            Range.of("multicast", "ff00::/8"),
            // what is left outside 2000::/3, the only global unicast; IPv4-mapped addresses, which InetAddress turns
            // into IPv4 unless told otherwise, are among it
            Range.of("reserved", "::/3"),
            Range.of("reserved", "4000::/2"),
            Range.of("reserved", "8000::/1"));

    private final DnsResolver resolver;

    /** A guard over the resolver of the system. */
    public PrivateAddressGuard() {
        this(SystemDefaultDnsResolver.INSTANCE);
    }

    /** A guard over {@code resolver}, which is asked once for each host. */
    public PrivateAddressGuard(DnsResolver resolver) {
        this.resolver = resolver;
    }

    /** @throws BlockedAddressException if any of the host's addresses is not public */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        if (host.contains("%")) {
            throw new BlockedAddressException(host, "IPv6 zone");
        }
        InetAddress[] addresses = resolver.resolve(host);
        if (addresses == null || addresses.length == 0) {
            throw new UnknownHostException(host);
        }
        for (InetAddress address : addresses) {
            Optional<String> kind = kind(address.getAddress());
            if (kind.isPresent()) {
                throw new BlockedAddressException(host, kind.get());
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return resolver.resolveCanonicalHostname(host);
    }

    /** Empty if the address is public. */
    private static Optional<String> kind(byte[] address) {
        byte[] judged = NAT64.contains(address) ? Arrays.copyOfRange(address, 12, 16) : address;
        return NOT_PUBLIC.stream()
                .filter(range -> range.contains(judged))
                .map(Range::kind)
                .findFirst();
    }

    /** The addresses of {@code size} bits that are {@code prefix} after {@code hostBits} are cut off. */
    private record Range(String kind, int size, BigInteger prefix, int hostBits) {

        static Range of(String kind, String cidr) {
            String[] parts = cidr.split("/");
            try {
                byte[] address = InetAddress.getByName(parts[0]).getAddress();
                int size = Byte.SIZE * address.length;
                int hostBits = size - Integer.parseInt(parts[1]);
                return new Range(kind, size, new BigInteger(1, address).shiftRight(hostBits), hostBits);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(cidr, e);
            }
        }

        boolean contains(byte[] address) {
            return size == Byte.SIZE * address.length
                    && new BigInteger(1, address).shiftRight(hostBits).equals(prefix);
        }
    }
}
