package dev.vendorhooks.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * What the vendor may have signed, made from what came: each a body and what was done to it on the way.
 *
 * @param difference what holds if this body is the one that was signed
 */
record BodyVariants(Difference difference, byte[] body) {

    /** In bytes; larger bodies have no variants. */
    static final int LARGEST = 1024 * 1024;

    private static final byte[] BYTE_ORDER_MARK = "\ufeff".getBytes(UTF_8);
    private static final List<Charset> ONE_BYTE_CHARSETS = List.of(ISO_8859_1, Charset.forName("windows-1252"));
    private static final List<Charset> WIDE_CHARSETS = List.of(UTF_16LE, UTF_16BE);

    /** What gzip notes of the system: Unix, unknown, as Java before 16, and Windows. */
    private static final int[] OPERATING_SYSTEMS = {3, 255, 0, 10};

    Hypothesis of(Hypothesis hypothesis) {
        return hypothesis.with(difference, body);
    }

    /** Those that keep or restore the text: line breaks, byte order marks, charsets and compression. */
    static Stream<BodyVariants> ofBytes(byte[] body) {
        return examined(body)
                .flatMap(bytes -> Stream.<Function<byte[], Stream<BodyVariants>>>of(
                                BodyVariants::lineBreaks,
                                BodyVariants::byteOrderMarks,
                                BodyVariants::charsets,
                                BodyVariants::compressions)
                        .flatMap(variants -> variants.apply(bytes)))
                .filter(others(body));
    }

    static Stream<BodyVariants> ofLineBreaks(byte[] body) {
        return examined(body).flatMap(BodyVariants::lineBreaks).filter(others(body));
    }

    static Stream<BodyVariants> ofLineBreaksAdded(byte[] body) {
        String text = new String(body, ISO_8859_1);
        return Stream.of(text + "\n", text + "\r\n", text.replace("\n", "\r\n"))
                .map(other -> of(Cause.BODY_LINE_BREAK, "with other line breaks", other.getBytes(ISO_8859_1)))
                .filter(others(body));
    }

    /** Passes each body once, and {@code body} itself never. */
    private static Predicate<BodyVariants> others(byte[] body) {
        Set<ByteBuffer> seen = new HashSet<>(Set.of(ByteBuffer.wrap(body)));
        return variant -> seen.add(ByteBuffer.wrap(variant.body));
    }

    private static Stream<BodyVariants> lineBreaks(byte[] body) {
        String text = new String(body, ISO_8859_1);
        String unix = text.replace("\r\n", "\n");
        String bare = unix.stripTrailing();
        String windows = bare.replace("\n", "\r\n");
        return Stream.of(
                        named("without a line break at the end", text.stripTrailing()),
                        named("with a line break at the end", text + "\n"),
                        named("with CRLF at the end", text + "\r\n"),
                        named("with other line breaks", unix),
                        named("with CRLF for line breaks", unix.replace("\n", "\r\n")),
                        named("with one line break less at the end", text.replaceAll("\\r?\\n\\z", "")),
                        named("with another line break at the end", text.stripTrailing() + "\n"),
                        named("with CRLF at the end", text.stripTrailing() + "\r\n"),
                        named("with other line breaks and none at the end", bare),
                        named("with CRLF for line breaks and none at the end", windows),
                        named("with CRLF for line breaks and at the end", windows + "\r\n"))
                .map(variant -> of(
                        Cause.BODY_LINE_BREAK,
                        variant.getKey(),
                        variant.getValue().getBytes(ISO_8859_1)));
    }

    private static Stream<BodyVariants> byteOrderMarks(byte[] body) {
        boolean isMarked = startsWith(body, BYTE_ORDER_MARK);
        return Stream.of(of(
                Cause.BODY_BYTE_ORDER_MARK,
                isMarked ? "without its byte order mark" : "with a byte order mark",
                isMarked
                        ? Arrays.copyOfRange(body, BYTE_ORDER_MARK.length, body.length)
                        : joined(BYTE_ORDER_MARK, body)));
    }

    private static Stream<BodyVariants> charsets(byte[] body) {
        List<BodyVariants> variants = new ArrayList<>();
        Optional<String> text = decoded(body, UTF_8);
        boolean isAscii = text.isPresent() && text.get().length() == body.length;
        for (Charset charset : isAscii ? List.<Charset>of() : ONE_BYTE_CHARSETS) {
            String words = charset.name() + " taken for UTF-8, or the other way round";
            text.flatMap(decoded -> encoded(decoded, charset)).ifPresent(bytes -> {
                variants.add(of(Cause.BODY_CHARSET, "before " + words, bytes));
                decoded(bytes, UTF_8)
                        .flatMap(twice -> encoded(twice, charset))
                        .ifPresent(twice -> variants.add(of(Cause.BODY_CHARSET, "before twice " + words, twice)));
            });
            variants.add(of(Cause.BODY_CHARSET, "after " + words, new String(body, charset).getBytes(UTF_8)));
        }
        for (Charset charset : WIDE_CHARSETS) {
            String words = "in UTF-8 instead of UTF-16";
            decoded(body, charset).ifPresent(wide -> {
                variants.add(of(Cause.BODY_CHARSET, words, wide.getBytes(UTF_8)));
                variants.add(
                        of(Cause.BODY_CHARSET, words, wide.replace("\ufeff", "").getBytes(UTF_8)));
            });
            text.ifPresent(plain -> {
                variants.add(of(Cause.BODY_CHARSET, "in UTF-16", plain.getBytes(charset)));
                variants.add(of(Cause.BODY_CHARSET, "in UTF-16", ("\ufeff" + plain).getBytes(charset)));
            });
        }
        if (!isAscii) {
            for (Normalizer.Form form : List.of(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
                text.ifPresent(plain -> variants.add(of(
                        Cause.BODY_CHARSET,
                        "in Unicode's form " + form,
                        Normalizer.normalize(plain, form).getBytes(UTF_8))));
            }
        }
        unwrapped(body).ifPresent(bytes -> variants.add(of(Cause.BODY_CHARSET, "decoded from base64", bytes)));
        return variants.stream();
    }

    /** What base64, as some gateways make of a body, stands for. */
    private static Optional<byte[]> unwrapped(byte[] body) {
        try {
            return Optional.of(Base64.getMimeDecoder().decode(body));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Stream<BodyVariants> compressions(byte[] body) {
        List<BodyVariants> variants = new ArrayList<>();
        inflated(body).ifPresent(bytes -> variants.add(of(Cause.BODY_COMPRESSED, "decompressed", bytes)));
        byte[] raw = deflated(body, true);
        for (int system : OPERATING_SYSTEMS) {
            variants.add(of(Cause.BODY_COMPRESSED, "compressed by gzip", gzip(body, raw, system)));
        }
        variants.add(of(Cause.BODY_COMPRESSED, "compressed by zlib", deflated(body, false)));
        variants.add(of(Cause.BODY_COMPRESSED, "compressed by deflate", raw));
        return variants.stream();
    }

    /**
     * Those that say the same in JSON that is written otherwise; none if the body is not one JSON object.
     *
     * @param sample an event of that type as the vendor writes it
     */
    static Stream<BodyVariants> ofJson(byte[] body, Optional<String> sample) {
        Optional<JsonText> model = sample.map(text -> text.getBytes(UTF_8)).flatMap(JsonText::of);
        return examined(body)
                .flatMap(bytes -> JsonText.of(bytes).stream())
                .flatMap(json -> rewritings(json, model))
                .filter(others(body));
    }

    private static Stream<BodyVariants> rewritings(JsonText json, Optional<JsonText> model) {
        Map<JsonText.Value, String> orders = new LinkedHashMap<>();
        orders.put(json.value(), "");
        model.ifPresent(sample -> orders.putIfAbsent(
                JsonText.sortedLike(sample.value(), json.value()), ", its keys in the vendor's order"));
        orders.putIfAbsent(JsonText.sorted(json.value(), Comparator.naturalOrder()), ", its keys sorted");
        orders.putIfAbsent(
                JsonText.sorted(
                        json.value(), Comparator.comparingInt(String::length).thenComparing(name -> name)),
                ", its keys sorted by length");
        Set<List<String>> written = new HashSet<>();
        return orders.entrySet().stream()
                .flatMap(order -> JsonEscapes.ALL.stream().flatMap(escape -> {
                    List<String> tokens = JsonText.tokens(order.getKey(), escape.strings());
                    return written.add(tokens)
                            ? layouts(json, model, tokens, order.getValue(), escape.words())
                            : Stream.empty();
                }));
    }

    private static Stream<BodyVariants> layouts(
            JsonText json, Optional<JsonText> model, List<String> tokens, String order, String escapes) {
        Stream<BodyVariants> usual = JsonLayout.ALL.stream()
                .map(layout -> rewritten(layout.words() + order + escapes, layout.write(tokens)));
        Stream<BodyVariants> asReceived = order.isEmpty()
                ? Stream.of(json).map(text -> rewritten("written" + escapes, zipped(text.gaps(), tokens)))
                : Stream.empty();
        Stream<BodyVariants> asSample = model.stream()
                .filter(sample -> sample.gaps().size() == tokens.size())
                .map(sample -> rewritten("laid out as the vendor's example" + escapes, zipped(sample.gaps(), tokens)));
        return Stream.of(usual, asReceived, asSample).flatMap(variants -> variants);
    }

    private static BodyVariants rewritten(String words, String text) {
        return of(Cause.BODY_REWRITTEN, words + ", so its JSON was written anew on the way", text.getBytes(UTF_8));
    }

    private static String zipped(List<String> gaps, List<String> tokens) {
        StringBuilder text = new StringBuilder(tokens.get(0));
        for (int i = 1; i < tokens.size(); i++) {
            text.append(gaps.get(i)).append(tokens.get(i));
        }
        return text.toString();
    }

    private static Map.Entry<String, String> named(String words, String text) {
        return Map.entry(words, text);
    }

    private static BodyVariants of(Cause cause, String words, byte[] body) {
        return new BodyVariants(new Difference(cause, "the body " + words), body);
    }

    private static Stream<byte[]> examined(byte[] body) {
        return body.length > 0 && body.length <= LARGEST ? Stream.of(body) : Stream.empty();
    }

    private static Optional<String> decoded(byte[] bytes, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The bytes of a text; control characters that the charset lacks stand for themselves, as browsers have it. */
    private static Optional<byte[]> encoded(String text, Charset charset) {
        var encoder = charset.newEncoder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes.write(c);
            } else if (encoder.canEncode(c)) {
                bytes.writeBytes(String.valueOf(c).getBytes(charset));
            } else if (c < 0xa0) {
                bytes.write(c);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(bytes.toByteArray());
    }

    private static Optional<byte[]> inflated(byte[] body) {
        return Stream.<Opening>of(
                        GZIPInputStream::new,
                        InflaterInputStream::new,
                        bytes -> new InflaterInputStream(bytes, new Inflater(true)))
                .flatMap(opening -> inflated(body, opening).stream())
                .findFirst();
    }

    private static Optional<byte[]> inflated(byte[] body, Opening opening) {
        try (InputStream plain = opening.open(new ByteArrayInputStream(body))) {
            byte[] bytes = plain.readNBytes(LARGEST + 1);
            return bytes.length == 0 || bytes.length > LARGEST ? Optional.empty() : Optional.of(bytes);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private interface Opening {
        InputStream open(InputStream compressed) throws IOException;
    }

    private static byte[] deflated(byte[] body, boolean raw) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw);
        try {
            deflater.setInput(body);
            deflater.finish();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                bytes.write(buffer, 0, deflater.deflate(buffer));
            }
            return bytes.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /** A gzip file without time and name. */
    private static byte[] gzip(byte[] body, byte[] raw, int system) {
        CRC32 checksum = new CRC32();
        checksum.update(body);
        return ByteBuffer.allocate(raw.length + 18)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) system})
                .put(raw)
                .putInt((int) checksum.getValue())
                .putInt(body.length)
                .array();
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
