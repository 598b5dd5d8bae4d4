package dev.vendorhooks.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vendorhooks.test.SimulatedDelivery.Attempt;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A vendor's deliveries to a webhook, over real HTTP and with the faults that a receiver has to bear.
 *
 * <p>The first attempt is made at once. While the answer is no 2xx, the vendor tries again when the clock is advanced,
 * each time with the URL, secret and signed time of then:
 *
 * <ul>
 *   <li>Glossi 1, 5 and 30 minutes after the failure before; it waits 30 seconds for an answer.
 *   <li>Makini 30 seconds after, then twice as long each time, for up to 24 hours: 11 retries. It waits 10 seconds. The
 *       factor is an assumption.
 *   <li>The generic vendor 30 seconds, 5 minutes, 30 minutes and 2 hours after.
 *   <li>VNTANA 1, 5 and 30 minutes after: an assumption, as it publishes no more than that it does retry.
 *   <li>Kaedim not at all: it publishes nothing about it.
 * </ul>
 *
 * <p>Those three wait 30 seconds for an answer, which is an assumption too. Time-outs and {@link #slowly} take real
 * time, all else the clock's.
 *
 * <p>{@link #signedWith}, {@link #skewed}, {@link #slowly} and {@link #answeredWithin} return the same vendor with one
 * thing changed, and can be combined:
 * {@code deliveries.skewed(Duration.ofMinutes(-10)).deliver(Samples.vntana("product.added"))}.
 */
public final class SimulatedDeliveries {

    private static final int THREADS = 8;

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final VendorSignature vendor;
    private final VirtualClock clock;
    private final Supplier<String> url;
    private final Supplier<String> secret;
    private final Clock vendorsClock;
    private final Function<byte[], BodyPublisher> sending;
    private final Duration answerWithin;

    /**
     * @param clock the receiver's too, if it is bound as the component option {@code clock}
     * @param url where the webhook points, asked for in each attempt
     * @param secret the webhook's secret, asked for in each attempt, so that one rotated meanwhile is used by the next
     */
    public SimulatedDeliveries(
            VendorSignature vendor, VirtualClock clock, Supplier<String> url, Supplier<String> secret) {
        this(
                vendor,
                clock,
                url,
                secret,
                clock,
                BodyPublishers::ofByteArray,
                DeliveryPolicy.of(vendor).answerWithin());
    }

    private SimulatedDeliveries(
            VendorSignature vendor,
            VirtualClock clock,
            Supplier<String> url,
            Supplier<String> secret,
            Clock vendorsClock,
            Function<byte[], BodyPublisher> sending,
            Duration answerWithin) {
        this.vendor = vendor;
        this.clock = clock;
        this.url = url;
        this.secret = secret;
        this.vendorsClock = vendorsClock;
        this.sending = sending;
        this.answerWithin = answerWithin;
    }

    // ---- what to change

    /** The same, but signed with {@code wrong} instead of the webhook's secret. */
    public SimulatedDeliveries signedWith(String wrong) {
        return new SimulatedDeliveries(vendor, clock, url, () -> wrong, vendorsClock, sending, answerWithin);
    }

    /**
     * The same, but with a clock of the vendor that is ahead by {@code skew}, or behind if it is negative. It shows
     * where a time is signed: with Kaedim and VNTANA.
     */
    public SimulatedDeliveries skewed(Duration skew) {
        return new SimulatedDeliveries(vendor, clock, url, secret, Clock.offset(clock, skew), sending, answerWithin);
    }

    /**
     * The same, but with the body sent in pieces of about the same size, which takes {@code pieces - 1} pauses of real
     * time.
     *
     * @param pieces how many, from 1 on
     * @param pause the real time between two of them
     * @throws IllegalArgumentException if there is no piece
     */
    public SimulatedDeliveries slowly(int pieces, Duration pause) {
        if (pieces < 1) {
            throw new IllegalArgumentException("A body is sent in 1 piece or more, not in " + pieces);
        }
        return new SimulatedDeliveries(
                vendor, clock, url, secret, vendorsClock, body -> inPieces(body, pieces, pause), answerWithin);
    }

    /** The same, but waiting for an answer for {@code timeout} of real time instead of the vendor's time-out. */
    public SimulatedDeliveries answeredWithin(Duration timeout) {
        return new SimulatedDeliveries(vendor, clock, url, secret, vendorsClock, sending, timeout);
    }

    // ---- what to send

    /** Sends an event as UTF-8 and returns after the first attempt; retries wait for {@link VirtualClock#advance}. */
    public SimulatedDelivery deliver(String json) {
        return deliver(json.getBytes(UTF_8));
    }

    /** Sends these bytes, whatever they are, and returns after the first attempt. */
    public SimulatedDelivery deliver(byte[] body) {
        SimulatedDelivery delivery = new SimulatedDelivery();
        attempt(delivery, body.clone(), DeliveryPolicy.of(vendor).retryDelays().iterator());
        return delivery;
    }

    /** Sends one event two times with identical bytes and headers: the delivery and its {@link #replay}. */
    public List<SimulatedDelivery> twice(String json) {
        SimulatedDelivery first = deliver(json);
        return List.of(first, replay(first));
    }

    /**
     * Sends the last attempt of {@code earlier} again as it was, to the same URL with the same bytes and headers: the
     * time and the secret of then. It is tried once.
     */
    public SimulatedDelivery replay(SimulatedDelivery earlier) {
        SimulatedDelivery replay = new SimulatedDelivery();
        send(replay, earlier.lastRequest());
        if (!replay.isDelivered()) {
            replay.giveUp();
        }
        return replay;
    }

    /** Sends events that happened in the order of {@code events} one after another, the last one first. */
    public List<SimulatedDelivery> inDisorder(List<String> events) {
        List<String> reversed = new ArrayList<>(events);
        Collections.reverse(reversed);
        return reversed.stream().map(this::deliver).toList();
    }

    /**
     * Sends {@code count} events from up to 8 threads and returns when the first attempts of all are over.
     *
     * @param count how many, from 1 on
     * @param events asked for each of them, in the calling thread; it may give the same one again
     * @return in the order in which they were asked for
     */
    public List<SimulatedDelivery> concurrently(int count, Supplier<String> events) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(count, THREADS));
        try {
            List<CompletableFuture<SimulatedDelivery>> deliveries = Stream.generate(events)
                    .limit(count)
                    .map(event -> CompletableFuture.supplyAsync(() -> deliver(event), threads))
                    .toList();
            return deliveries.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    // ---- one attempt

    private void attempt(SimulatedDelivery delivery, byte[] body, Iterator<Duration> retryDelays) {
        send(delivery, request(body));
        if (delivery.isDelivered()) {
            return;
        }
        if (retryDelays.hasNext()) {
            clock.schedule(retryDelays.next(), () -> attempt(delivery, body, retryDelays));
        } else {
            delivery.giveUp();
        }
    }

    private HttpRequest request(byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url.get()))
                .timeout(answerWithin)
                .header("Content-Type", "application/json")
                .POST(sending.apply(body));
        vendor.headers(secret.get(), body, vendorsClock.instant()).forEach(request::header);
        return request.build();
    }

    private void send(SimulatedDelivery delivery, HttpRequest request) {
        delivery.add(request, post(request, clock.instant()));
    }

    private static Attempt post(HttpRequest request, Instant time) {
        try {
            int status = CLIENT.send(request, BodyHandlers.discarding()).statusCode();
            return new Attempt(time, status, Optional.empty());
        } catch (HttpTimeoutException e) {
            String failure = "no answer within " + request.timeout().orElseThrow();
            return new Attempt(time, 0, Optional.of(failure));
        } catch (IOException e) {
            return new Attempt(time, 0, Optional.of(e.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for an answer", e);
        }
    }

    private static BodyPublisher inPieces(byte[] body, int pieces, Duration pause) {
        int size = (body.length + pieces - 1) / pieces;
        Iterable<byte[]> paced = () -> IntStream.iterate(0, from -> from < body.length, from -> from + size)
                .peek(from -> pauseBefore(from, pause))
                .mapToObj(from -> Arrays.copyOfRange(body, from, Math.min(from + size, body.length)))
                .iterator();
        return BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(paced), body.length);
    }

    private static void pauseBefore(int from, Duration pause) {
        if (from == 0) {
            return;
        }
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted between two pieces of a body", e);
        }
    }
}
