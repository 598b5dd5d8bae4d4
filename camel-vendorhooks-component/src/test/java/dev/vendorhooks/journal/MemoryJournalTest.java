package dev.vendorhooks.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.test.JournalContract;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MemoryJournalTest extends JournalContract {

    @Override
    protected BoundedJournal journal() {
        return new MemoryJournal(clock);
    }

    @Test
    void listsOfOneTimeTheLaterFirst() {
        BoundedJournal journal = journal();
        journal.add(entry("a", clock.instant()));
        journal.add(entry("b", clock.instant()));

        assertThat(ids(journal)).containsExactly("b", "a");
    }

    /** Set back, the clock shows what is still there. */
    @Test
    void freesWhatIsOldWithTheNextEntry() {
        BoundedJournal journal = journal();
        Instant noon = clock.instant();
        journal.add(entry("old", noon));
        clock.put(noon.plus(Duration.ofHours(24)));

        journal.add(entry("new", clock.instant()));

        clock.put(noon);
        assertThat(ids(journal)).containsExactly("new");
    }
}
