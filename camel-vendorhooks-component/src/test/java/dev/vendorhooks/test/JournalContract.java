package dev.vendorhooks.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.journal.BoundedJournal;
import dev.vendorhooks.journal.Direction;
import dev.vendorhooks.journal.JournalEntry;
import dev.vendorhooks.journal.JournalFilter;
import dev.vendorhooks.journal.Step;
import dev.vendorhooks.send.Attempt;
import dev.vendorhooks.send.ErrorKind;
import dev.vendorhooks.send.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every journal does, whatever it keeps its entries in. */
public abstract class JournalContract {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String HOSTILE = "x'); drop table VENDORHOOK_JOURNAL; --\" \u0000 \ud800 \u00e9 \ud83e\udd9c";

    /** The time of the journal. */
    protected final StandingClock clock = new StandingClock(NOON);

    /** An empty journal, which the contract may still set up. */
    protected abstract BoundedJournal journal();

    @Test
    void listsTheLatestFirst() {
        BoundedJournal journal = journal();

        journal.add(entry("b", NOON.minusSeconds(2)));
        journal.add(entry("a", NOON.minusSeconds(1)));
        journal.add(entry("c", NOON.minusSeconds(3)));

        assertThat(ids(journal)).containsExactly("a", "b", "c");
        assertThat(journal.latest(JournalFilter.ANY, 2))
                .extracting(JournalEntry::id)
                .containsExactly("a", "b");
    }

    @Test
    void replacesAnEntryByOneWithItsId() {
        BoundedJournal journal = journal();
        journal.add(sent("m-1", NOON.minusSeconds(3), "retryable"));
        journal.add(entry("m-2", NOON.minusSeconds(2)));
        assertThat(ids(journal)).containsExactly("m-2", "m-1");

        journal.add(sent("m-1", NOON.minusSeconds(1), "delivered"));

        assertThat(ids(journal)).containsExactly("m-1", "m-2");
        assertThat(journal.entry("m-1").orElseThrow().outcome()).isEqualTo("delivered");
    }

    @ParameterizedTest
    @CsvSource({
        "SENT, , , , 'sent'",
        "RECEIVED, , , , 'refused,accepted'",
        ", glossi, , , 'accepted'",
        ", , user.created, , 'sent'",
        ", , , refused, 'refused'",
        "RECEIVED, kaedim, model.ready, refused, 'refused'",
        "SENT, kaedim, , , ''",
    })
    void findsWhatTheFilterAccepts(Direction direction, String vendor, String type, String outcome, String found) {
        BoundedJournal journal = journal();
        journal.add(entry("accepted", NOON.minusSeconds(3), Direction.RECEIVED, "glossi", "job.done", "accepted"));
        journal.add(entry("refused", NOON.minusSeconds(2), Direction.RECEIVED, "kaedim", "model.ready", "refused"));
        journal.add(entry("sent", NOON.minusSeconds(1), Direction.SENT, "generic", "user.created", "delivered"));

        JournalFilter filter = new JournalFilter(direction, vendor, type, outcome);

        String ids = String.join(
                ",", journal.latest(filter, 10).stream().map(JournalEntry::id).toList());
        assertThat(ids.split(",")).containsExactlyInAnyOrder(found.split(","));
    }

    @Test
    void keepsAllThatIsSaidOfADelivery() {
        BoundedJournal journal = journal();
        journal.setHeaders(true);
        journal.setBodies(true);
        JournalEntry entry = new JournalEntry(
                "d-1",
                Direction.SENT,
                NOON.minusNanos(123_000),
                "vendorhook:generic",
                "partner.example",
                "generic",
                "retryable",
                503,
                "status",
                "user.created",
                "evt-1",
                "secret 1",
                Duration.ofMillis(1234),
                "d-0",
                List.of(new Step("signature", true, "HMAC over 12 bytes")),
                List.of(new Attempt(NOON, Duration.ofMillis(7), Outcome.RETRYABLE, 503, ErrorKind.STATUS)),
                Map.of("X-A", List.of("1", "2")),
                "{ \"a\" : 1 }".getBytes(UTF_8),
                false);

        journal.add(entry);

        assertThat(journal.entry("d-1")).get().usingRecursiveComparison().isEqualTo(entry);
        assertThat(journal.latest(JournalFilter.ANY, 1).get(0))
                .usingRecursiveComparison()
                .isEqualTo(entry.withoutContent());
        assertThat(journal.entry("d-2")).isEmpty();
    }

    @Test
    void keepsNeitherHeadersNorBodiesUnlessAskedTo() {
        BoundedJournal journal = journal();

        journal.add(withContent(Map.of("X-A", List.of("1")), "{}".getBytes(UTF_8)));

        JournalEntry kept = journal.entry("m-1").orElseThrow();
        assertThat(kept.headers()).isNull();
        assertThat(kept.body()).isNull();
        assertThat(kept.bodyRedacted()).isFalse();
        assertThat(journal.keepsHeaders()).isFalse();
        journal.setHeaders(true);
        assertThat(journal.keepsHeaders()).isTrue();
    }

    @Test
    void keepsNoMoreThanItsCapacity() {
        BoundedJournal journal = journal();
        journal.setCapacity(3);

        IntStream.range(0, 10).forEach(i -> journal.add(entry("m-" + i, NOON.minusSeconds(10 - i))));

        assertThat(ids(journal)).containsExactly("m-9", "m-8", "m-7");
        assertThat(journal.entry("m-9")).isPresent();
    }

    @Test
    void keepsAnEntryThatWasReplacedAsLongAsANewOne() {
        BoundedJournal journal = journal();
        journal.setCapacity(2);
        journal.add(sent("a", NOON.minusSeconds(4), "retryable"));
        journal.add(entry("b", NOON.minusSeconds(3)));
        journal.add(sent("a", NOON.minusSeconds(2), "delivered"));

        journal.add(entry("c", NOON.minusSeconds(1)));

        assertThat(ids(journal)).containsExactly("c", "a");
    }

    @Test
    void forgetsWhatIsOlderThanItsAge() {
        BoundedJournal journal = journal();
        journal.setMaxAge(Duration.ofHours(1));
        journal.add(entry("old", NOON));
        journal.add(entry("new", NOON.plusSeconds(1)));
        assertThat(ids(journal)).containsExactly("new", "old");

        clock.put(NOON.plus(Duration.ofHours(1)));

        assertThat(ids(journal)).containsExactly("new");
        assertThat(journal.entry("old")).isEmpty();
    }

    @Test
    void takesTextsOfAnyKind() {
        BoundedJournal journal = journal();
        journal.setHeaders(true);
        journal.setBodies(true);
        JournalEntry hostile = new JournalEntry(
                HOSTILE,
                Direction.RECEIVED,
                NOON,
                HOSTILE,
                HOSTILE,
                HOSTILE,
                HOSTILE,
                401,
                HOSTILE,
                HOSTILE,
                HOSTILE.repeat(1_000),
                HOSTILE,
                null,
                HOSTILE,
                List.of(new Step(HOSTILE, false, HOSTILE)),
                null,
                Map.of(HOSTILE, List.of(HOSTILE)),
                HOSTILE.getBytes(UTF_8),
                false);
        journal.add(entry("other", NOON.minusSeconds(1)));

        journal.add(hostile);

        String printable = HOSTILE.replace('\u0000', ' ');
        JournalEntry kept = journal.entry(HOSTILE).orElseThrow();
        assertThat(kept.type()).isEqualTo(printable);
        assertThat(kept.eventId()).hasSize(512);
        assertThat(kept.story()).containsExactly(new Step(HOSTILE, false, HOSTILE));
        assertThat(kept.headers()).isEqualTo(hostile.headers());
        assertThat(kept.body()).isEqualTo(hostile.body());
        JournalFilter same = new JournalFilter(Direction.RECEIVED, HOSTILE, HOSTILE, HOSTILE);
        assertThat(journal.latest(same, 10)).extracting(JournalEntry::id).containsExactly(printable);
        assertThat(ids(journal)).containsExactly(printable, "other");
    }

    @Test
    void takesEntriesFromManyThreads() throws Exception {
        BoundedJournal journal = journal();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int number = thread;
                work.add(() -> {
                    IntStream.range(0, 50).forEach(i -> journal.add(entry(number + "-" + i, NOON)));
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(ids(journal)).hasSize(400).doesNotHaveDuplicates();
    }

    /** A received delivery without headers and body. */
    protected static JournalEntry entry(String id, Instant time) {
        return entry(id, time, Direction.RECEIVED, "glossi", "job.done", "accepted");
    }

    /** The ids of all entries, the latest first. */
    protected static List<String> ids(BoundedJournal journal) {
        return journal.latest(JournalFilter.ANY, 1_000).stream()
                .map(JournalEntry::id)
                .toList();
    }

    /** A sent delivery. */
    protected static JournalEntry sent(String id, Instant time, String outcome) {
        return entry(id, time, Direction.SENT, "generic", "user.created", outcome);
    }

    private static JournalEntry entry(
            String id, Instant time, Direction direction, String vendor, String type, String outcome) {
        return new JournalEntry(
                id,
                direction,
                time,
                "vendorhook:" + vendor,
                "/webhooks",
                vendor,
                outcome,
                null,
                null,
                type,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false);
    }

    private static JournalEntry withContent(Map<String, List<String>> headers, byte[] body) {
        return new JournalEntry(
                "m-1",
                Direction.RECEIVED,
                NOON,
                "vendorhook:glossi",
                "/webhooks",
                "glossi",
                "accepted",
                200,
                null,
                "job.done",
                "evt-1",
                "secret 1",
                Duration.ofMillis(3),
                null,
                null,
                null,
                headers,
                body,
                false);
    }
}
