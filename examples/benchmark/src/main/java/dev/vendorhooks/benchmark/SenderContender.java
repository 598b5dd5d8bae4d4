package dev.vendorhooks.benchmark;

import java.io.IOException;

/** A sender that posts to the sink. */
final class SenderContender extends Contender {

    private static final int POSTS_A_TURN = 20_000;

    private final Senders sender;
    private final MeasuredProcess sink;
    private final MeasuredProcess process;

    SenderContender(Senders sender, MeasuredProcess sink) throws IOException {
        super(POSTS_A_TURN);
        this.sender = sender;
        this.sink = sink;
        this.process = SenderMain.start(sender, sink.port());
    }

    @Override
    Usage use(int posts) throws IOException {
        Usage sinkBefore = sink.usage();
        Usage before = process.usage();
        Usage used = process.usageAfter(posts).minus(before);
        long arrived = sink.usage().minus(sinkBefore).processed();
        if (used.processed() != posts || arrived != posts) {
            throw new IOException("Of " + posts + " posts of " + sender + ", " + arrived + " arrived, "
                    + used.processed() + " ended");
        }
        return used;
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
