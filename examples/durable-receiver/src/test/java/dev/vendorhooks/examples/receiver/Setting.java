package dev.vendorhooks.examples.receiver;

import java.util.Locale;

/** One of the files in routes/, and how often an event may be in the table at most. */
enum Setting {
    /** What was claimed is forgotten with each process, so each may write the event once. */
    MEMORY {
        @Override
        int mostRows(Vendor.Deliveries deliveries) {
            return deliveries.processes();
        }
    },
    /** What was written and not yet claimed when the process died is written again. */
    JDBC {
        @Override
        int mostRows(Vendor.Deliveries deliveries) {
            return 1 + deliveries.cutOff();
        }
    },
    TRANSACTION {
        @Override
        int mostRows(Vendor.Deliveries deliveries) {
            return 1;
        }
    },
    KAFKA {
        @Override
        int mostRows(Vendor.Deliveries deliveries) {
            return 1;
        }
    };

    abstract int mostRows(Vendor.Deliveries deliveries);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
