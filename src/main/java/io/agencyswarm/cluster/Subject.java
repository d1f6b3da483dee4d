package io.agencyswarm.cluster;

/**
 * What one pod has and another may be asked for.
 *
 * @param key unique among all subjects; made of ids that were checked
 */
public record Subject(String key) {

    /** A run that is not over. */
    public static Subject run(String id) {
        return new Subject("run:" + id);
    }

    /** The log of requests under one log id. */
    public static Subject log(String id) {
        return new Subject("log:" + id);
    }
}
