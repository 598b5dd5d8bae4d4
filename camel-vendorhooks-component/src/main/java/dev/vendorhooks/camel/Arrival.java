package dev.vendorhooks.camel;

import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.journal.JournalEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** A request that came in, with what is known of it so far. */
final class Arrival {

    /** In characters. HTTP servers bound headers themselves, but some take all fields of a form for headers. */
    private static final int ROOM_UNREAD = 16 * 1024;

    private final long started = System.nanoTime();
    private final Optional<JournalEntry> replayed;
    private long routeStarted;
    private Headers headers;
    private WebhookRequest request;
    private Duration untilAnswer;
    private String id;

    Arrival(Headers headers) {
        this.headers = headers;
        this.replayed = Optional.empty();
    }

    /** @param replayed the entry of a journal that {@code request} was made of */
    Arrival(WebhookRequest request, JournalEntry replayed) {
        this.headers = request.headers();
        this.request = request;
        this.replayed = Optional.of(replayed);
    }

    Headers headers() {
        return headers;
    }

    /** Copies the headers out of the message that they are read from, as that becomes the answer. */
    void keepHeaders() {
        headers = Headers.of(headersByName());
        request().map(WebhookRequest::body).ifPresent(this::read);
    }

    /** The headers; those of a request that was not read as far as there is room for them. */
    Map<String, List<String>> headersByName() {
        Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int room = request == null ? ROOM_UNREAD : Integer.MAX_VALUE;
        for (String name : headers.names()) {
            List<String> all = headers.all(name);
            int size = name.length() + all.stream().mapToInt(String::length).sum();
            if (size <= room) {
                values.put(name, all);
                room -= size;
            }
        }
        return values;
    }

    /** The entry of a journal that it was made of; empty if it came over HTTP. */
    Optional<JournalEntry> replayed() {
        return replayed;
    }

    /** The request with {@code body}, which is part of it from now on. */
    WebhookRequest read(byte[] body) {
        request = new WebhookRequest(headers, body);
        return request;
    }

    /** The request as far as it was read; empty if it was refused unread. */
    Optional<WebhookRequest> request() {
        return Optional.ofNullable(request);
    }

    /** The time since it came. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** It is answered now, whatever is done with it later. */
    void answer() {
        untilAnswer = age();
    }

    /** The time from when it came to its answer; to now if that is still to come. */
    Duration duration() {
        return untilAnswer == null ? age() : untilAnswer;
    }

    /** A route begins to work on it. */
    void startRoute() {
        routeStarted = System.nanoTime();
    }

    /** How long a route works on it by now: judging it and waiting in a queue go before. */
    Duration routeTime() {
        return Duration.ofNanos(System.nanoTime() - routeStarted);
    }

    /** Names it in a journal. To be asked for first before another thread works on it. */
    String id() {
        if (id == null) {
            id = UUID.randomUUID().toString();
        }
        return id;
    }
}
