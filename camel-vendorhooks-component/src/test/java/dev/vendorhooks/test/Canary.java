package dev.vendorhooks.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for secrets in what a program shows, in all the ways that texts and bytes are printed. */
public final class Canary {

    /** What all secrets of this test kit have in common, so that they are found wherever they should not be. */
    public static final String WORD = "can4ry-of-the-tests";

    private final Map<String, String> forms = new LinkedHashMap<>();

    public Canary(List<String> secrets) {
        for (String secret : secrets) {
            byte[] bytes = secret.getBytes(UTF_8);
            String encoded = URLEncoder.encode(secret, UTF_8);
            add("as it is", secret);
            add("URL-encoded", encoded);
            add("URL-encoded with %20", encoded.replace("+", "%20"));
            add("escaped for JSON", secret.replace("\\", "\\\\").replace("\"", "\\\""));
            add("escaped for JSON with slashes", secret.replace("/", "\\/").replace("\"", "\\\""));
            add("escaped for XML", secret.replace("&", "&amp;").replace("<", "&lt;"));
            add("escaped for an attribute of XML", secret.replace("&", "&amp;").replace("\"", "&quot;"));
            add("in hexadecimal", HexFormat.of().formatHex(bytes));
            add("in upper-case hexadecimal", HexFormat.of().withUpperCase().formatHex(bytes));
            add("as bytes", Arrays.toString(bytes).replaceAll("[\\[\\]]", ""));
            // whatever stands before and after it
            for (int offset = 0; offset < 3; offset++) {
                byte[] shifted = new byte[offset + bytes.length];
                System.arraycopy(bytes, 0, shifted, offset, bytes.length);
                int from = offset == 0 ? 0 : 4;
                int to = shifted.length / 3 * 4;
                add("in Base64", Base64.getEncoder().encodeToString(shifted).substring(from, to));
                add(
                        "in URL-safe Base64",
                        Base64.getUrlEncoder().encodeToString(shifted).substring(from, to));
            }
        }
    }

    private void add(String name, String form) {
        forms.putIfAbsent(form, name);
    }

    /** In which form a secret stands in {@code text}, if it does. Not the secret, as this is printed. */
    public Optional<String> formIn(String text) {
        return forms.entrySet().stream()
                .filter(form -> text.contains(form.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
