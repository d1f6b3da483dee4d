package io.agencyswarm.service.store;

/** The same service after a restart: another profile makes Quarkus restart the application. */
public class ThreadsSecondProfile extends ThreadsFirstProfile {}
