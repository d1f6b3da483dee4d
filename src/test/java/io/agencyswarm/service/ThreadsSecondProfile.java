package io.agencyswarm.service;

/** The same service after a restart: another profile makes Quarkus's tests end the application and start it anew. */
public class ThreadsSecondProfile extends ThreadsFirstProfile {}
