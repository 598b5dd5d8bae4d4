package dev.vendorhooks.send;

import dev.vendorhooks.http.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Reads the head of a response and the first bytes of its body, and ends a response that goes on after that. */
final class ResponseReader implements AsyncResponseConsumer<Response> {

    private final int longestBody;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private HttpResponse head;
    private FutureCallback<Response> done;

    /** @param longestBody how many bytes of the body are read */
    ResponseReader(int longestBody) {
        this.longestBody = longestBody;
    }

    /** What has come so far; empty before the whole head has. May be asked by any thread. */
    synchronized Optional<Response> received() {
        return head == null ? Optional.empty() : Optional.of(response());
    }

    @Override
    public synchronized void consumeResponse(
            HttpResponse response, EntityDetails entity, HttpContext context, FutureCallback<Response> callback) {
        head = response;
        done = callback;
        if (entity == null) {
            done.completed(response());
        }
    }

    @Override
    public synchronized void consume(ByteBuffer bytes) throws IOException {
        byte[] taken = new byte[Math.min(bytes.remaining(), longestBody - body.size())];
        bytes.get(taken);
        body.writeBytes(taken);
        if (bytes.hasRemaining()) {
            done.completed(response());
            throw new IOException("The rest of the response is not read");
        }
    }

    @Override
    public synchronized void streamEnd(List<? extends Header> trailers) {
        done.completed(response());
    }

    private Response response() {
        HttpResponse answer = head;
        return new Response(answer.getCode(), new ResponseHeaders(answer), body.toByteArray());
    }

    private record ResponseHeaders(HttpResponse answer) implements Headers {

        @Override
        public Set<String> names() {
            Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            Arrays.stream(answer.getHeaders()).map(Header::getName).forEach(names::add);
            return names;
        }

        @Override
        public List<String> all(String name) {
            return Arrays.stream(answer.getHeaders(name)).map(Header::getValue).toList();
        }
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        channel.update(Integer.MAX_VALUE);
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {
        // 1xx: the answer is still to come
    }

    @Override
    public void failed(Exception cause) {
        // reported to the callback of the exchange
    }

    @Override
    public void releaseResources() {
        // what was read is still asked for
    }
}
