package io.agencyswarm.service;

/** The same service after a restart: another profile makes Quarkus restart the application. */
public class ThreadsSecondProfile extends ThreadsFirstProfile {}
