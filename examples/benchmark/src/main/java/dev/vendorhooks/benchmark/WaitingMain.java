package dev.vendorhooks.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.OnExceptionDefinition;

/**
 * Messages that wait for their redelivery, in a process of its own. Says what they cost: the bytes of heap of each,
 * beyond its body, and the threads of all, beyond those of the idle context.
 */
public final class WaitingMain {

    static final int MESSAGES = 10_000;

    /** Wait before the heap is read first, so that no message is charged for classes and connections. */
    static final int EARLIER_MESSAGES = 200;

    private static final int ARRAY_HEADER_BYTES = 16;
    private static final long HOUR_MILLIS = 3_600_000;

    private final Semaphore unused = new Semaphore(Posts.CONCURRENCY);
    private final AtomicBoolean ended = new AtomicBoolean();

    private WaitingMain() {}

    static MeasuredProcess start(Senders sender, int sinkPort) throws IOException {
        return MeasuredProcess.start(WaitingMain.class, sender.name(), Integer.toString(sinkPort));
    }

    public static void main(String[] arguments) {
        int status = 0;
        try {
            WaitingMain main = new WaitingMain();
            AsyncProducer route = main.route(Senders.valueOf(arguments[0]), Integer.parseInt(arguments[1]));
            int idleThreads = ManagementFactory.getThreadMXBean().getThreadCount();
            main.send(route, EARLIER_MESSAGES);
            long earlierHeap = heapBytes();
            main.send(route, MESSAGES);
            long heap = heapBytes() - earlierHeap;
            int threads = ManagementFactory.getThreadMXBean().getThreadCount() - idleThreads;
            if (main.ended.get()) {
                throw new IllegalStateException("A message does not wait");
            }
            System.out.println(heap / MESSAGES - ARRAY_HEADER_BYTES - Sink.BODY.length + " " + threads);
        } catch (Exception e) {
            e.printStackTrace();
            status = 1;
        }
        Runtime.getRuntime().halt(status);
    }

    private AsyncProducer route(Senders sender, int port) throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                // waits in it without limit, while Camel's own refuses to have more than 1,000 messages wait
                errorHandler(defaultErrorHandler().executorServiceRef("vendorhook-redelivery"));
                OnExceptionDefinition failed =
                        onException(Exception.class).onExceptionOccurred(exchange -> unused.release());
                if (sender == Senders.VENDORHOOK) {
                    failed.redeliveryPolicyRef("vendorhook-generic");
                    from("direct:send").to(Senders.vendorhook(port));
                } else {
                    failed.maximumRedeliveries(1).redeliveryDelay(HOUR_MILLIS).asyncDelayedRedelivery();
                    from("direct:send").to(Senders.http(port));
                }
            }
        });
        context.start();
        AsyncProducer producer = context.getEndpoint("direct:send").createAsyncProducer();
        producer.start();
        return producer;
    }

    /** Returns when {@code count} more messages wait. */
    private void send(AsyncProducer route, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            unused.acquire();
            Exchange exchange = route.getEndpoint().createExchange();
            exchange.getMessage().setBody(Sink.BODY.clone());
            route.process(exchange, doneSync -> ended.set(true));
        }
        unused.acquire(Posts.CONCURRENCY);
        unused.release(Posts.CONCURRENCY);
    }

    private static long heapBytes() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
