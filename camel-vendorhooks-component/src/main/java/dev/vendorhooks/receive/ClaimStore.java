package dev.vendorhooks.receive;

/** Remembers the keys of routed events; what it throws means that it cannot be reached. */
public interface ClaimStore {

    /** Whether {@code key} was added before. */
    boolean contains(String key);

    /** Remembers {@code key}; false if it was remembered already, which is no error. */
    boolean add(String key);
}
