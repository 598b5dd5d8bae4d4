package dev.vendorhooks.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RedeliveryExecutorTest {

    private static final int ROUNDS = 300;
    private static final int MESSAGES = 50;

    @Test
    void letsNothingWaitThatIsScheduledWhileTheWaitEnds() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            RedeliveryExecutor executor = new RedeliveryExecutor();
            CountDownLatch gone = new CountDownLatch(MESSAGES);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                threads.add(new Thread(() -> schedule(executor, gone, MESSAGES / 2)));
            }
            threads.forEach(Thread::start);
            executor.endWaiting();

            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(executor.shutdownNow()).isEmpty();
        }
    }

    private static void schedule(RedeliveryExecutor executor, CountDownLatch gone, int messages) {
        for (int i = 0; i < messages; i++) {
            executor.schedule(gone::countDown, 1, TimeUnit.HOURS);
        }
    }
}
