package dev.vendorhooks.vendor.kaedim;

import java.util.Set;

/** What Kaedim works on, as its webhook page lists it: the values of {@code results.type}. */
public final class KaedimType {

    public static final String SCULPT = "sculpt";
    public static final String GENERATION = "generation";
    public static final String UNWRAP = "unwrap";
    public static final String TEXTURE = "texture";
    public static final String RIG = "rig";
    public static final String LOD = "lod";

    static final Set<String> ALL = Set.of(SCULPT, GENERATION, UNWRAP, TEXTURE, RIG, LOD);

    private KaedimType() {}
}
