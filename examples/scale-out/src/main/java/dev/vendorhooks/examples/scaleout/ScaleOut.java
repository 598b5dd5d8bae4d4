package dev.vendorhooks.examples.scaleout;

/** Starts all of it on this machine; with the argument {@code receiver} or {@code worker}, one node. */
public final class ScaleOut {

    private ScaleOut() {}

    public static void main(String[] arguments) throws Exception {
        String role = String.join(" ", arguments);
        switch (role) {
            case "" -> Cluster.run();
            case "receiver" -> Node.RECEIVER.run();
            case "worker" -> Node.WORKER.run();
            default -> {
                System.err.println("There is no '" + role + "': give 'receiver', 'worker' or no argument");
                System.exit(2);
            }
        }
    }
}
