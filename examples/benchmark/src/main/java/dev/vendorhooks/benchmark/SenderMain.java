package dev.vendorhooks.benchmark;

import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/** A sender under test, in a process of its own. Says its name first, and sends as many events as it is told. */
public final class SenderMain {

    private SenderMain() {}

    static MeasuredProcess start(Senders sender, int sinkPort) throws IOException {
        return MeasuredProcess.start(SenderMain.class, sender.name(), Integer.toString(sinkPort));
    }

    public static void main(String[] arguments) throws Exception {
        Posts posts = Senders.valueOf(arguments[0]).start(Integer.parseInt(arguments[1]));
        LongAdder answered = new LongAdder();
        System.out.println(arguments[0]);
        UsageMeter.run(answered, count -> {
            posts.send(count);
            answered.add(count);
        });
    }
}
