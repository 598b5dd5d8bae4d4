package dev.vendorhooks.camel;

import dev.vendorhooks.receive.ClaimStore;
import org.apache.camel.spi.IdempotentRepository;

/** Claims in any of Camel's idempotent repositories. */
record IdempotentRepositoryClaims(IdempotentRepository repository) implements ClaimStore {

    @Override
    public boolean contains(String key) {
        return repository.contains(key);
    }

    @Override
    public boolean add(String key) {
        boolean added = repository.add(key);
        repository.confirm(key);
        return added;
    }
}
