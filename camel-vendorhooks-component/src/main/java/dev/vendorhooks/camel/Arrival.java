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

    private final long started = System.nanoTime();
    private final Optional<JournalEntry> replayed;
    private long routeStarted;
    private Headers headers;
    private WebhookRequest request;
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

    Map<String, List<String>> headersByName() {
        Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.names().forEach(name -> values.put(name, headers.all(name)));
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

    /** A route begins to work on it. */
    void startRoute() {
        routeStarted = System.nanoTime();
    }

    /** How long a route works on it by now: judging it and waiting in a queue go before. */
    Duration routeTime() {
        return Duration.ofNanos(System.nanoTime() - routeStarted);
    }

    /** Names it in a journal. */
    String id() {
        if (id == null) {
            id = UUID.randomUUID().toString();
        }
        return id;
    }
}
