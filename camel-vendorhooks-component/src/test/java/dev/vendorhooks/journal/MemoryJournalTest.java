package dev.vendorhooks.journal;

import dev.vendorhooks.test.JournalContract;

class MemoryJournalTest extends JournalContract {

    @Override
    protected BoundedJournal journal() {
        return new MemoryJournal(clock);
    }
}
