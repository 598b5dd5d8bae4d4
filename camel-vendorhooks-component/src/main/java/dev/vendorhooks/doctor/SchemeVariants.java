package dev.vendorhooks.doctor;

import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.Timestamps;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.signature.Encoding;
import dev.vendorhooks.signature.HeaderNotation;
import dev.vendorhooks.signature.HmacScheme;
import dev.vendorhooks.signature.Notation;
import dev.vendorhooks.signature.Notation.Stamp;
import dev.vendorhooks.signature.SignatureScheme;
import dev.vendorhooks.signature.SignedContent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How else a request may be signed than its vendor signs: each a scheme that reads this request alone.
 *
 * @param difference what holds if this is the scheme that it was signed by
 */
record SchemeVariants(Difference difference, SignatureScheme scheme) {

    private static final int LONGEST_HEADER = 4096;
    private static final int MOST_TIMES = 8;
    private static final int MOST_HEADERS = 64;

    /** What has the length of a signature in hexadecimal, in base64, or in base64 of hexadecimal. */
    private static final Pattern SIGNATURE = Pattern.compile("(?<![A-Za-z0-9])(?:[0-9A-Fa-f]{64}(?![A-Za-z0-9+/_])"
            + "|[A-Za-z0-9+/_-]{43}(?![A-Za-z0-9+/_-])|[A-Za-z0-9+/]{86}==)");

    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d{1,9})?)?"
                    + "(?: ?Z|[+-]\\d\\d:?\\d\\d)?"
                    + "|[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d (?:GMT|UTC|[+-]\\d{4})"
                    + "|(?<![\\w.])\\d{10}(?:\\.\\d{1,9}|\\d{3}|\\d{6}|\\d{9})?(?![\\w.])");

    private static final List<String> PREFIXES = List.of(
            "hmac-sha256=", "sha256=", "sha256:", "sha256-", "HMAC-SHA256 ", "v0=", "v1=", "v1,", "v1:", "s=", "\"");

    private static final List<String> JOINTS = List.of(".", "", "#", ":", ",", "\n", "|", "-");

    /** Those with the same content: the signature in another encoding or notation. */
    static Stream<SchemeVariants> ofNotation(HmacScheme scheme, WebhookRequest request) {
        Optional<Stamp> strict = stamp(scheme, request);
        boolean isTimed = scheme.content().toString().contains("{timestamp}");
        Stream<SchemeVariants> encoding = strict
                .filter(stamp -> !stamp.signatures().stream().allMatch(scheme.encoding()::isWellFormed))
                .map(stamp -> new SchemeVariants(
                        new Difference(
                                Cause.SIGNATURE_ENCODING,
                                scheme.encoding() == Encoding.HEX
                                        ? "once it is read as base64"
                                        : "once it is read as hexadecimal"),
                        fixed(scheme, stamp, scheme.content())))
                .stream();
        Stream<SchemeVariants> loose = looseStamps(scheme, request, scheme.headers()).stream()
                .filter(stamp -> isTimed != stamp.timestamp().isEmpty())
                .filter(stamp -> !strict.equals(Optional.of(stamp)))
                .map(stamp -> new SchemeVariants(
                        formalDifference(scheme, request, strict, stamp), fixed(scheme, stamp, scheme.content())));
        return Stream.concat(encoding, loose);
    }

    /** Those over other bytes: time and body joined otherwise, or one of them alone. */
    static Stream<SchemeVariants> ofContent(HmacScheme scheme, WebhookRequest request) {
        List<Stamp> stamps = new ArrayList<>(stamp(scheme, request).stream().toList());
        stamps.addAll(looseStamps(scheme, request, scheme.headers()));
        stamps.addAll(looseStamps(scheme, request, request.headers().names()));
        return stamps.stream().distinct().flatMap(stamp -> templates(stamp)
                .filter(template -> !template.equals(scheme.content().toString()))
                .map(template -> new SchemeVariants(
                        new Difference(
                                Cause.SIGNED_CONTENT,
                                "over " + printable(template) + " instead of "
                                        + printable(scheme.content().toString())),
                        fixed(scheme, stamp, SignedContent.of(template)))));
    }

    /** Those over the time in another format than it was sent in. */
    static Stream<SchemeVariants> ofTime(HmacScheme scheme, WebhookRequest request) {
        return stamp(scheme, request).stream().flatMap(stamp -> time(stamp).stream()
                .flatMap(time -> TimeTexts.of(time))
                .filter(text -> !text.equals(stamp.timestamp()))
                .map(text ->
                        timed(scheme, stamp, text, "over the time in another unit or format than it was sent in")));
    }

    /** Those over the time with the milliseconds that were not sent. */
    static Stream<SchemeVariants> ofMilliseconds(HmacScheme scheme, WebhookRequest request) {
        return stamp(scheme, request).stream().flatMap(stamp -> time(stamp).stream()
                .filter(time -> time.getNano() == 0)
                .flatMap(time -> LongStream.range(0, 1000).mapToObj(time::plusMillis))
                .map(time -> stamp.timestamp().contains("-") ? TimeTexts.iso(time) : Long.toString(time.toEpochMilli()))
                .map(text -> timed(scheme, stamp, text, "over the time with milliseconds, which were not sent")));
    }

    private static SchemeVariants timed(HmacScheme scheme, Stamp stamp, String time, String words) {
        Stamp other = new Stamp(stamp.id(), time, stamp.signatures());
        return new SchemeVariants(new Difference(Cause.TIME_FORMAT, words), fixed(scheme, other, scheme.content()));
    }

    private static Optional<Stamp> stamp(HmacScheme scheme, WebhookRequest request) {
        return scheme.notation().read(request.headers()) instanceof Stamp stamp ? Optional.of(stamp) : Optional.empty();
    }

    private static Optional<Instant> time(Stamp stamp) {
        return Timestamps.parse(stamp.timestamp().strip()).or(() -> TimeTexts.parse(stamp.timestamp()));
    }

    private static HmacScheme fixed(HmacScheme scheme, Stamp stamp, SignedContent content) {
        return new HmacScheme(
                new FixedNotation(scheme.notation(), stamp), content, Encoding.HEX_OR_BASE64, scheme.keyFormat());
    }

    /** What the headers of the scheme hold that looks like signatures, with each of the times in {@code timeHeaders}. */
    private static List<Stamp> looseStamps(HmacScheme scheme, WebhookRequest request, Set<String> timeHeaders) {
        Set<String> signatures = new LinkedHashSet<>();
        for (String text : texts(request.headers(), scheme.headers())) {
            addSignatures(text, signatures);
            if (text.indexOf('%') >= 0) {
                addSignatures(percentDecoded(text), signatures);
            }
        }
        if (signatures.isEmpty()) {
            return List.of();
        }
        Optional<Stamp> strict = stamp(scheme, request);
        String id = strict.map(Stamp::id).orElseGet(() -> id(scheme, request.headers()));
        Set<String> times =
                new LinkedHashSet<>(strict.map(Stamp::timestamp).stream().toList());
        for (String text : texts(request.headers(), timeHeaders)) {
            Matcher time = TIME.matcher(text);
            while (time.find() && times.size() < MOST_TIMES) {
                times.add(time.group());
            }
        }
        times.add("");
        return times.stream()
                .map(time -> new Stamp(id, time, List.copyOf(signatures)))
                .toList();
    }

    private static String id(HmacScheme scheme, Headers headers) {
        return scheme.notation() instanceof HeaderNotation notation
                        && !notation.idHeader().isEmpty()
                ? headers.all(notation.idHeader()).stream().findFirst().orElse("")
                : "";
    }

    private static List<String> texts(Headers headers, Set<String> names) {
        return names.stream()
                .limit(MOST_HEADERS)
                .flatMap(name -> headers.all(name).stream().limit(MOST_TIMES))
                .filter(text -> text.length() <= LONGEST_HEADER)
                .toList();
    }

    private static void addSignatures(String text, Set<String> signatures) {
        Matcher signature = SIGNATURE.matcher(text);
        while (signature.find() && signatures.size() < MOST_TIMES) {
            signatures.add(
                    signature.group().endsWith("==")
                            ? new String(Base64.getDecoder().decode(signature.group()), StandardCharsets.ISO_8859_1)
                            : signature.group());
        }
    }

    private static String percentDecoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** What is formally wrong with a request whose signature fits once it is read loosely. */
    private static Difference formalDifference(
            HmacScheme scheme, WebhookRequest request, Optional<Stamp> strict, Stamp loose) {
        if (strict.isEmpty() && isReadableWithOtherTime(scheme, request, loose.timestamp())) {
            return new Difference(
                    Cause.TIME_FORMAT, "over a time that is not written as the vendor of this endpoint writes it");
        }
        List<String> texts = texts(request.headers(), scheme.headers());
        if (scheme.notation() instanceof HeaderNotation notation
                && !notation.signaturePrefix().isEmpty()
                && texts.stream().noneMatch(text -> text.contains(notation.signaturePrefix()))) {
            return new Difference(
                    Cause.SIGNATURE_PREFIX, "with the prefix " + notation.signaturePrefix() + ", which is missing");
        }
        boolean isTimeRepeated = scheme.content().toString().contains("{timestamp}")
                && found(TIME, texts).count() > 1;
        if (isTimeRepeated || found(SIGNATURE, texts).count() > 1) {
            return new Difference(Cause.HEADER_REPEATED, "one of several values of a header");
        }
        if (strict.isPresent() && !strict.get().timestamp().equals(loose.timestamp())) {
            return new Difference(Cause.TIME_FORMAT, "over the time without what stands around it");
        }
        if (found(SIGNATURE, texts).anyMatch(text -> text.endsWith("=="))) {
            return new Difference(Cause.SIGNATURE_ENCODING, "once its base64 is read as hexadecimal");
        }
        if (strict.isPresent() && strict.get().signatures().stream().anyMatch(loose.signatures()::contains)) {
            return new Difference(Cause.SIGNATURE_ENCODING, "once it is read in the other encoding");
        }
        return new Difference(
                Cause.SIGNATURE_PREFIX,
                PREFIXES.stream()
                        .filter(prefix -> texts.stream().anyMatch(text -> text.contains(prefix)))
                        .findFirst()
                        .map(prefix -> "without " + prefix + " before it")
                        .orElse("without what stands around it"));
    }

    private static Stream<String> found(Pattern pattern, List<String> texts) {
        return texts.stream().flatMap(text -> pattern.matcher(text).results()).map(MatchResult::group);
    }

    private static boolean isReadableWithOtherTime(HmacScheme scheme, WebhookRequest request, String time) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String name : time.isEmpty() ? Set.<String>of() : scheme.headers()) {
            headers.put(
                    name,
                    request.headers().all(name).stream()
                            .map(text -> text.replace(time, "1780683445"))
                            .toList());
        }
        return scheme.notation().read(Headers.of(headers)) instanceof Stamp;
    }

    private static Stream<String> templates(Stamp stamp) {
        Stream<String> bodyAlone = Stream.of("{body}");
        Stream<String> timed = stamp.timestamp().isEmpty()
                ? Stream.empty()
                : JOINTS.stream()
                        .flatMap(
                                joint -> Stream.of("{timestamp}" + joint + "{body}", "{body}" + joint + "{timestamp}"));
        Stream<String> versioned = stamp.timestamp().isEmpty()
                ? Stream.empty()
                : Stream.of(
                        "v0:{timestamp}:{body}",
                        "v1:{timestamp}:{body}",
                        "t={timestamp}.{body}",
                        "{timestamp}.{body}\n");
        Stream<String> identified = stamp.id().isEmpty()
                ? Stream.empty()
                : JOINTS.stream()
                        .flatMap(joint -> Stream.of(
                                "{id}" + joint + "{body}",
                                "{body}" + joint + "{id}",
                                "{id}" + joint + "{timestamp}" + joint + "{body}",
                                "{timestamp}" + joint + "{id}" + joint + "{body}"));
        return Stream.of(bodyAlone, timed, versioned, identified).flatMap(templates -> templates);
    }

    private static String printable(String template) {
        return template.replace("\r", "\\r").replace("\n", "\\n");
    }

    /** A notation that has read its one request already. */
    private record FixedNotation(Notation notation, Stamp stamp) implements Notation {

        @Override
        public Reading read(Headers headers) {
            return stamp;
        }

        @Override
        public Set<String> headers() {
            return notation.headers();
        }

        @Override
        public Stamp stamp(String id, Instant time) {
            return notation.stamp(id, time);
        }

        @Override
        public Map<String, String> write(Stamp written, String signature) {
            return notation.write(written, signature);
        }
    }
}
