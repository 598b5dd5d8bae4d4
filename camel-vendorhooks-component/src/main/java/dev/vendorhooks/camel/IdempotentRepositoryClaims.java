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
    public void add(String key) {
        repository.add(key);
        repository.confirm(key);
    }
}
