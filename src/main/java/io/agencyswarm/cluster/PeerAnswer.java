package io.agencyswarm.cluster;

/** What a peer answered with 200: JSON, to be passed on as it is. */
public record PeerAnswer(String contentType, byte[] body) {}
