package dev.vendorhooks.signature;

import dev.vendorhooks.http.Sha256;
import dev.vendorhooks.signature.Notation.Stamp;
import java.security.DigestException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A secret that vendor and receiver share. It cannot be read or printed, only used.
 *
 * <p>HMAC-SHA256 (RFC 2104) with both halves of the key digested once: a {@code Mac} would digest them again for each
 * message and may not be shared between threads, while the two states kept here are only ever cloned.
 */
public final class Secret {

    private static final int BLOCK_LENGTH = 64;
    private static final byte INNER_PAD = 0x36;
    private static final byte OUTER_PAD = 0x5c;
    private static final byte[] NOTHING = {};

    private final MessageDigest inner;
    private final MessageDigest outer;
    private final Function<KeyReading, Stream<byte[]>> otherKeys;
    private final LongAdder uses = new LongAdder();
    private volatile Instant lastUse;

    /** @param otherKeys the keys of other readings; the text is kept in there alone, where nothing prints it */
    private Secret(byte[] key, Function<KeyReading, Stream<byte[]>> otherKeys) {
        this.otherKeys = otherKeys;
        byte[] block =
                Arrays.copyOf(key.length > BLOCK_LENGTH ? Sha256.newDigest().digest(key) : key, BLOCK_LENGTH);
        this.inner = Sha256.newDigest();
        this.inner.update(padded(block, INNER_PAD));
        this.outer = Sha256.newDigest();
        this.outer.update(padded(block, OUTER_PAD));
    }

    /**
     * The secret that {@code text} names.
     *
     * @throws IllegalArgumentException if the text is empty or not in that format; the message does not hold the text
     */
    public static Secret of(String text, KeyFormat format) {
        return of(text, text, format);
    }

    private static Secret of(String text, String option, KeyFormat format) {
        byte[] key = format.key(text);
        if (key.length == 0) {
            throw new IllegalArgumentException("A secret is empty");
        }
        return new Secret(key, reading -> reading.keys(text, option, format));
    }

    /** The secrets of an option: texts separated by white space, the current one first. Throws as {@link #of}. */
    public static List<Secret> list(String texts, KeyFormat format) {
        return Arrays.stream(texts.strip().split("\\s+"))
                .map(text -> of(text, texts, format))
                .toList();
    }

    /** The secrets that this one may have been meant to be, to look for a mistake in the configuration. */
    public Map<KeyReading, List<Secret>> readings() {
        Map<KeyReading, List<Secret>> secrets = new EnumMap<>(KeyReading.class);
        for (KeyReading reading : KeyReading.values()) {
            List<Secret> others = otherKeys
                    .apply(reading)
                    .map(key -> new Secret(key, none -> Stream.empty()))
                    .filter(other -> !other.isSameAs(this))
                    .toList();
            if (!others.isEmpty()) {
                secrets.put(reading, others);
            }
        }
        return secrets;
    }

    /** The MAC of what {@code content} makes of stamp and body. */
    byte[] mac(SignedContent content, Stamp stamp, byte[] body) {
        try {
            MessageDigest digest = (MessageDigest) inner.clone();
            content.feed(digest, stamp, body);
            byte[] mac = new byte[HmacScheme.MAC_LENGTH];
            digest.digest(mac, 0, mac.length);
            MessageDigest result = (MessageDigest) outer.clone();
            result.update(mac);
            result.digest(mac, 0, mac.length);
            return mac;
        } catch (CloneNotSupportedException | DigestException e) {
            throw new IllegalStateException("The SHA-256 of this Java runtime cannot be used", e);
        }
    }

    /** Takes note that the secret signed a request that was accepted. */
    void use(Instant now) {
        uses.increment();
        lastUse = now;
    }

    /** How many accepted requests it signed. */
    long uses() {
        return uses.sum();
    }

    /** When the last one that it signed was accepted. */
    Optional<Instant> lastUse() {
        return Optional.ofNullable(lastUse);
    }

    /** Whether both are made of the same key. */
    boolean isSameAs(Secret other) {
        return MessageDigest.isEqual(mac(NOTHING), other.mac(NOTHING));
    }

    private byte[] mac(byte[] body) {
        return mac(SignedContent.BODY, null, body);
    }

    private static byte[] padded(byte[] block, byte pad) {
        byte[] bytes = block.clone();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= pad;
        }
        return bytes;
    }

    @Override
    public String toString() {
        return "Secret[redacted]";
    }
}
