package dev.vendorhooks.benchmark;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Sends one and the same event again and again, always with {@link #CONCURRENCY} posts on their way. */
interface Posts {

    int CONCURRENCY = 64;
    int TIMEOUT_SECONDS = 120;

    /** Returns when {@code count} posts were answered; throws if one failed, or after two minutes. */
    void send(int count) throws Exception;

    /** Posts that call back with null or with what went wrong; each that ends starts the next. */
    static Posts asynchronous(Consumer<Consumer<Exception>> post) {
        return count -> {
            AtomicInteger unsent = new AtomicInteger(count);
            AtomicInteger unanswered = new AtomicInteger(count);
            CompletableFuture<Void> end = new CompletableFuture<>();
            Consumer<Exception> answered = new Consumer<>() {
                @Override
                public void accept(Exception failure) {
                    if (failure != null) {
                        end.completeExceptionally(failure);
                    } else if (unanswered.decrementAndGet() == 0) {
                        end.complete(null);
                    } else if (unsent.getAndDecrement() > 0) {
                        post.accept(this);
                    }
                }
            };
            for (int i = 0; i < CONCURRENCY && unsent.getAndDecrement() > 0; i++) {
                post.accept(answered);
            }
            end.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        };
    }

    /** Posts that return null or what went wrong, each with a thread of its own until it is answered. */
    static Posts blocking(Callable<Exception> post) {
        ExecutorService threads = Executors.newFixedThreadPool(CONCURRENCY);
        return count -> {
            AtomicInteger unsent = new AtomicInteger(count);
            Callable<Void> share = () -> {
                while (unsent.getAndDecrement() > 0) {
                    Exception failure = post.call();
                    if (failure != null) {
                        throw failure;
                    }
                }
                return null;
            };
            for (Future<Void> end :
                    threads.invokeAll(Collections.nCopies(CONCURRENCY, share), TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                end.get();
            }
        };
    }
}
