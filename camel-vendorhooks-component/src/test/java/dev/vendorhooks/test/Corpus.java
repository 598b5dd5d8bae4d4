package dev.vendorhooks.test;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** What attackers send, read from the files under {@code attacks}, one JSON object a line. */
final class Corpus {

    private Corpus() {}

    /**
     * A name under which something is tried to get into a message.
     *
     * @param name as the attacker writes it
     * @param reads the header that Camel then looks for
     */
    record Injection(String name, String reads, String value, String about) {

        static List<Injection> all() {
            return lines("injections.jsonl", Injection.class);
        }

        @Override
        public String toString() {
            return name + ": " + about;
        }
    }

    /** A text that something may evaluate. {@code <port>} in it is one of this machine. */
    record HostileText(String value, String about) {

        static List<HostileText> all() {
            return lines("texts.jsonl", HostileText.class);
        }

        @Override
        public String toString() {
            return about + ": " + value.replaceAll("\\p{Cntrl}", "?");
        }
    }

    /**
     * The bytes of a request, as characters of ISO 8859-1.
     *
     * @param routes whether an engine may hand over an event: {@code yes}, {@code no}, or {@code maybe} where HTTP
     *     leaves it to the engine
     * @param request with {@code <placeholders>}
     * @param about the section of the RFC, or what the attack is known by
     */
    record RawRequest(String name, String routes, String request, String about) {

        static List<RawRequest> all() {
            return lines("requests.jsonl", RawRequest.class);
        }

        @Override
        public String toString() {
            return name + " (" + about + ")";
        }
    }

    private static <T> List<T> lines(String file, Class<T> type) {
        try (InputStream json = Corpus.class.getResourceAsStream("/attacks/" + file)) {
            return new ObjectMapper().readerFor(type).<T>readValues(json).readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
