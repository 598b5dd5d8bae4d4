package dev.vendorhooks.receive;

import dev.vendorhooks.event.Delivery;
import dev.vendorhooks.receive.Reception.Accepted;
import dev.vendorhooks.receive.Reception.Claim;
import dev.vendorhooks.receive.Reception.InFlight;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/**
 * The life of one event's claim, in every order in which its steps can happen. The nodes' {@link Claims} are the real
 * ones, each sender is a thread of its own, and one thread runs at a time, from one step to the next: a step ends before
 * and after each call of the store, so that no two uses of the memory of {@code Claims} lie within one.
 *
 * <p>A run makes a choice at each step: which sender goes on, how that ends, or which node is killed. The next run makes
 * the last choice that has an alternative otherwise, until there is none. A run that gets where another one was goes on
 * without faults, until every sender is answered 200.
 */
final class ClaimsModel {

    private static final int ENDLESS = 500;
    private static final int OK = 200;
    private static final int FAILED = 500;
    private static final int UNAVAILABLE = 503;
    private static final int UNANSWERED = 0;

    /**
     * What may happen.
     *
     * @param senders how many deliver the event, each again and again until that is answered 200
     * @param routeFailures how often a route may fail before it has an effect
     * @param storeFailures how often a call of the store, or a commit, may fail or seem to fail
     * @param crashes how often a node may be killed, to start anew at once
     */
    record Setting(int nodes, int senders, Store store, int routeFailures, int storeFailures, int crashes) {}

    /** Where claims are kept. */
    enum Store {
        /** In the node's memory, which a crash empties. */
        MEMORY,
        SHARED,
        /** Where the route writes, in the route's transaction. */
        TRANSACTED
    }

    /** What was explored, and the most effects that any run had. */
    record Explored(int runs, int states, int mostEffects) {}

    /** Where a sender's thread waits. */
    private enum Step {
        IDLE,
        READ,
        WAS_READ,
        ROUTE,
        ROUTED,
        WRITE,
        WAS_WRITTEN,
        COMMIT,
        ANSWER,
        ANSWERED
    }

    private enum Outcome {
        DONE,
        FAILS,
        /** It is done, and nobody knows. */
        SEEMS_TO_FAIL,
        CRASHES
    }

    private final Setting setting;
    private final Delivery event;
    private final ExecutorService threads;
    private final Set<String> seen = new HashSet<>();
    private final List<Integer> choices = new ArrayList<>();
    private final List<Integer> alternatives = new ArrayList<>();
    private int mostEffects;

    ClaimsModel(Setting setting, Delivery event, ExecutorService threads) {
        this.setting = setting;
        this.event = event;
        this.threads = threads;
    }

    /**
     * Makes all runs.
     *
     * @throws AssertionError if one breaks what is promised; the message tells its steps
     */
    Explored explore() {
        int runs = 0;
        do {
            runs++;
            new Run().complete();
        } while (chooseOtherwise());
        return new Explored(runs, seen.size(), mostEffects);
    }

    private boolean chooseOtherwise() {
        while (!choices.isEmpty()) {
            int last = choices.size() - 1;
            if (choices.get(last) + 1 < alternatives.get(last)) {
                choices.set(last, choices.get(last) + 1);
                return true;
            }
            choices.remove(last);
            alternatives.remove(last);
        }
        return false;
    }

    private final class Run {

        private final List<Node> nodes =
                IntStream.range(0, setting.nodes()).mapToObj(Node::new).toList();
        private final List<Sender> senders =
                IntStream.range(0, setting.senders()).mapToObj(Sender::new).toList();
        private final Set<String> stored = new HashSet<>();
        private final List<Effect> effects = new ArrayList<>();
        private final List<String> steps = new ArrayList<>();
        private final Queue<Sender> killed = new ArrayDeque<>();
        private final Semaphore end = new Semaphore(0);
        private int routeFailures = setting.routeFailures();
        private int storeFailures = setting.storeFailures();
        private int crashes = setting.crashes();
        private int chosen;
        private int withoutFaults;
        private int turn;
        private Sender running;
        private Throwable broken;

        void complete() {
            handOver();
            end.acquireUninterruptibly();
            running = null;
            senders.stream().filter(Sender::goesOn).forEach(Sender::abandon);
            if (broken != null) {
                throw new AssertionError(broken.getMessage() + ": " + String.join(", ", steps), broken);
            }
            for (Node node : nodes) {
                check(!(node.claims.claim(event) instanceof InFlight), "A claim stays in flight for ever");
            }
            mostEffects = Math.max(mostEffects, effects.size());
        }

        /** Has another sender go on, or ends the run; false if the same one goes on. */
        private boolean handOver() {
            Sender before = running;
            Sender next = next();
            running = next;
            if (next == null) {
                end.release();
            } else if (next != before) {
                next.wake();
            }
            return next != before;
        }

        private Sender next() {
            while (killed.isEmpty() && senders.stream().anyMatch(Sender::goesOn)) {
                List<Event> possible = possible();
                if (withoutFaults > 0 || chosen == choices.size() && !seen.add(state())) {
                    return nextWithoutFaults();
                }
                if (chosen == choices.size()) {
                    choices.add(0);
                    alternatives.add(possible.size());
                }
                Event event = possible.get(choices.get(chosen++));
                if (event.sender.isPresent()) {
                    return event.sender.get().goOn(event);
                }
                kill(event.node);
            }
            Sender dying = killed.poll();
            return dying == null ? null : dying.goOn(new Event(Optional.of(dying), Outcome.CRASHES, dying.node));
        }

        /** The same one until it was answered, then the next in turn. */
        private Sender nextWithoutFaults() {
            check(withoutFaults++ < ENDLESS, "A sender is never answered 200");
            if (!senders.get(turn).goesOn() || senders.get(turn).step == Step.IDLE) {
                do {
                    turn = (turn + 1) % senders.size();
                } while (!senders.get(turn).goesOn());
            }
            Sender next = senders.get(turn);
            return next.goOn(new Event(Optional.of(next), Outcome.DONE, next.node));
        }

        private List<Event> possible() {
            List<Event> possible = new ArrayList<>();
            senders.stream().filter(Sender::goesOn).forEach(sender -> {
                Optional<Sender> it = Optional.of(sender);
                List<Node> reached = sender.step == Step.IDLE ? nodes : List.of(sender.node);
                reached.forEach(node -> possible.add(new Event(it, Outcome.DONE, node)));
                faults(sender.step).forEach(fault -> possible.add(new Event(it, fault, sender.node)));
            });
            if (crashes > 0) {
                nodes.forEach(node -> possible.add(new Event(Optional.empty(), Outcome.CRASHES, node)));
            }
            return possible;
        }

        private List<Outcome> faults(Step step) {
            return switch (step) {
                case ROUTE -> routeFailures > 0 ? List.of(Outcome.FAILS) : List.of();
                case READ -> storeFailures > 0 ? List.of(Outcome.FAILS) : List.of();
                case WRITE, COMMIT -> storeFailures > 0 ? List.of(Outcome.FAILS, Outcome.SEEMS_TO_FAIL) : List.of();
                default -> List.of();
            };
        }

        /** Whoever waits for the node gets no answer; what was running there does nothing any more. */
        private void kill(Node node) {
            crashes--;
            steps.add("node " + node.number + " is killed");
            if (setting.store() == Store.MEMORY) {
                stored.clear();
            }
            node.claims = new Claims("scope", node);
            senders.stream()
                    .filter(sender -> sender.goesOn() && sender.step != Step.IDLE && sender.node == node)
                    .forEach(killed::add);
        }

        private void check(boolean holds, String otherwise) {
            if (!holds) {
                throw new AssertionError(otherwise);
            }
        }

        /** All that the further steps depend on. Which sender is which makes no difference. */
        private String state() {
            StringBuilder state = new StringBuilder();
            state.append(stored.isEmpty()).append(effects.size());
            state.append(routeFailures).append(storeFailures).append(crashes);
            nodes.forEach(node -> state.append(inFlight(node.claims)).append(hasRemembered(node.claims)));
            senders.stream().map(Sender::state).sorted().forEach(state::append);
            return state.toString();
        }

        private boolean hasRemembered(Claims life) {
            return effects.stream().anyMatch(effect -> effect.life == life && !effect.forgotten);
        }

        /** What happens next: a sender goes on or, without one, a node is killed. */
        private record Event(Optional<ClaimsModel.Run.Sender> sender, Outcome outcome, ClaimsModel.Run.Node node) {}

        /** A node of the receiver, and its way to the store. */
        private final class Node implements ClaimStore {

            private final int number;
            private Claims claims = new Claims("scope", this);

            Node(int number) {
                this.number = number;
            }

            @Override
            public boolean contains(String key) {
                if (running == null) {
                    return stored.contains(key);
                }
                Sender sender = running;
                reach(sender.reaches(Step.READ));
                boolean contained = stored.contains(key);
                sender.reaches(Step.WAS_READ);
                return contained;
            }

            @Override
            public boolean add(String key) {
                Sender sender = running;
                Outcome outcome = sender.reaches(Step.WRITE);
                boolean added = outcome != Outcome.FAILS && sender.write(key);
                reach(outcome);
                sender.reaches(Step.WAS_WRITTEN);
                return added;
            }
        }

        /** Delivers the event until that is answered 200, one of several at once. */
        private final class Sender implements Runnable {

            private final int number;
            private final Semaphore wakened = new Semaphore(0);
            private boolean started;
            private boolean abandoned;
            private Step step = Step.IDLE;
            private Outcome outcome = Outcome.DONE;
            private Node node = nodes.get(0);
            private boolean storedBefore;
            private Optional<String> uncommitted = Optional.empty();
            private Optional<Effect> effect = Optional.empty();

            Sender(int number) {
                this.number = number;
            }

            // ---- its thread

            boolean goesOn() {
                return step != Step.ANSWERED;
            }

            Sender goOn(Event event) {
                steps.add(number + "@" + event.node.number + " " + step + " " + event.outcome);
                if (event.outcome != Outcome.DONE && event.outcome != Outcome.CRASHES) {
                    if (step == Step.ROUTE) {
                        routeFailures--;
                    } else {
                        storeFailures--;
                    }
                }
                outcome = event.outcome;
                node = event.node;
                return this;
            }

            void wake() {
                if (started) {
                    wakened.release();
                } else {
                    started = true;
                    threads.execute(this);
                }
            }

            void abandon() {
                abandoned = true;
                if (started) {
                    wake();
                }
            }

            /** Waits to go on, and tells how the step ends. */
            private Outcome reaches(Step next) {
                if (outcome == Outcome.CRASHES) {
                    throw new Killed();
                }
                step = next;
                if (handOver()) {
                    wakened.acquireUninterruptibly();
                }
                if (abandoned || outcome == Outcome.CRASHES) {
                    throw new Killed();
                }
                return outcome;
            }

            @Override
            public void run() {
                try {
                    while (deliver() != OK) {
                        node = nodes.get(0);
                        storedBefore = false;
                        uncommitted = Optional.empty();
                        effect = Optional.empty();
                        outcome = Outcome.DONE;
                        reaches(Step.IDLE);
                    }
                    step = Step.ANSWERED;
                    handOver();
                } catch (RuntimeException | Error e) {
                    step = Step.ANSWERED;
                    if (!abandoned) {
                        broken = e;
                        end.release();
                    }
                }
            }

            // ---- what it does

            private int deliver() {
                storedBefore = !stored.isEmpty();
                try {
                    int status = receive(node.claims);
                    reaches(Step.ANSWER);
                    check(status != OK || !effects.isEmpty(), "200 is answered for what has no effect");
                    return status;
                } catch (Killed e) {
                    return UNANSWERED;
                }
            }

            /** As the consumer does it. */
            private int receive(Claims claims) {
                try {
                    Reception reception = claims.claim(event);
                    if (reception instanceof Accepted accepted) {
                        return setting.store() == Store.TRANSACTED
                                ? routeInTransaction(claims, accepted.claim())
                                : route(claims, accepted.claim());
                    }
                    return reception instanceof InFlight ? UNAVAILABLE : OK;
                } catch (ClaimStoreException e) {
                    return UNAVAILABLE;
                }
            }

            private int route(Claims life, Claim claim) {
                if (reaches(Step.ROUTE) == Outcome.FAILS) {
                    claim.release();
                    return FAILED;
                }
                takeEffect(life);
                reaches(Step.ROUTED);
                try {
                    claim.confirm();
                } catch (ClaimStoreException e) {
                    effect.orElseThrow().forgotten = true;
                }
                return OK;
            }

            /** As {@code transactedPolicy} has it: the claim is given back when the transaction has ended. */
            private int routeInTransaction(Claims life, Claim claim) {
                try {
                    if (reaches(Step.ROUTE) == Outcome.FAILS || !claim.store()) {
                        return FAILED;
                    }
                    commit(life);
                    return OK;
                } catch (ClaimStoreException | IllegalStateException e) {
                    return FAILED;
                } finally {
                    claim.release();
                }
            }

            private boolean write(String key) {
                if (setting.store() != Store.TRANSACTED) {
                    return stored.add(key);
                }
                uncommitted = stored.contains(key) ? Optional.empty() : Optional.of(key);
                return uncommitted.isPresent();
            }

            /** The effect and the claim are there at once, or neither is. */
            private void commit(Claims life) {
                Outcome committed = reaches(Step.COMMIT);
                if (committed != Outcome.FAILS) {
                    if (uncommitted.isPresent() && !stored.add(uncommitted.get())) {
                        throw new IllegalStateException("The key is there already");
                    }
                    takeEffect(life);
                }
                reach(committed);
            }

            private void takeEffect(Claims life) {
                check(!storedBefore, "What was stored is routed");
                check(!hasRemembered(life), "There are two effects on one node that did neither crash nor forget");
                effect = Optional.of(new Effect(life));
                effects.add(effect.get());
            }

            private String state() {
                return "" + step + node.number + storedBefore + uncommitted.isPresent() + effect.isPresent();
            }
        }
    }

    /** What the route did for good, and whether the store failed to remember it. */
    private static final class Effect {

        private final Claims life;
        private boolean forgotten;

        /** @param life of the node that routed: it has new claims after a crash */
        Effect(Claims life) {
            this.life = life;
        }
    }

    /** Ends what runs on a node that crashes. */
    private static final class Killed extends Error {

        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    private static void reach(Outcome outcome) {
        if (outcome != Outcome.DONE) {
            throw new IllegalStateException("out of reach");
        }
    }

    /** What a node's memory says of the event; in production nobody asks. */
    private static Object inFlight(Claims claims) {
        try {
            Field inFlight = Claims.class.getDeclaredField("inFlight");
            inFlight.setAccessible(true);
            return inFlight.get(claims);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
