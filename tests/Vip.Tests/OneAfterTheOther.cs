// The tests start three redis, three sentinels and three agents each, and look at times: one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
