package io.agencyswarm.store;

/**
 * The contract of {@link Store}: each kind of store has a test class that extends this one. Each group of cases is an
 * interface, so that one class runs them all.
 */
public abstract class StoreContract
        implements AdmissionCases,
                QueueCases,
                OwnerWriteCases,
                IdempotencyCases,
                HistoryCases,
                BoundsCases,
                TitleCases,
                RunListCases,
                ThreadListCases,
                DeletionCases,
                ForkCases,
                LeaseCases,
                CrowdCases {}
