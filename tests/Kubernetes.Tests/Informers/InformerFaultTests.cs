using k8s.Informers;
using k8s.Models;
using k8s.Tests.Server;

namespace k8s.Tests.Informers;

public sealed class InformerFaultTests : InformerTestBase
{
    private const string Gone = """{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Expired","code":410,"message":"too old"}}""";

    [Fact]
    public async Task A_reset_connection_is_made_again_and_nothing_is_missed()
    {
        Cluster.Put(ObjectPath.Pod("a"), PodJson.Make());
        var informer = await RunAsync();
        Server.CutWatches();
        Cluster.Put(ObjectPath.Pod("b"), PodJson.Make());
        await Becomes(informer, "a", "b");
        Told.ShouldBe(["Added a", "Added b"]);
    }

    [Fact]
    public async Task A_watch_that_ends_in_good_order_goes_on_where_it_was_without_a_list()
    {
        var informer = await RunAsync();
        Cluster.Put(ObjectPath.Pod("a"), PodJson.Make());
        await Becomes(informer, "a");
        Server.EndWatches();
        Cluster.Put(ObjectPath.Pod("b"), PodJson.Make());
        await Becomes(informer, "a", "b");
        informer.Lists.ShouldBe(1);
    }

    [Fact]
    public async Task A_delete_missed_while_cut_off_is_told_after_the_next_list()
    {
        Cluster.Put(ObjectPath.Pod("a"), PodJson.Make());
        Cluster.Put(ObjectPath.Pod("b"), PodJson.Make());
        var informer = await RunAsync();
        await Server.StopAsync();
        Cluster.Delete(ObjectPath.Pod("a"));
        Cluster.ForgetThePast();
        await Server.StartAsync();
        await Becomes(informer, "b");
        Told.ShouldBe(["Added a", "Added b", "Deleted a"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_object_made_anew_while_cut_off_is_told_as_a_delete_and_an_add()
    {
        Cluster.Put(ObjectPath.Pod("a"), PodJson.Make());
        var informer = await RunAsync();
        var before = informer.Store.Get("default", "a")!.Metadata.Uid;
        await Server.StopAsync();
        Cluster.Delete(ObjectPath.Pod("a"));
        Cluster.Put(ObjectPath.Pod("a"), PodJson.Make());
        Cluster.ForgetThePast();
        await Server.StartAsync();
        await Eventually.BecomesTrue(() => Told.Count == 3, "three changes");
        Told.ShouldBe(["Added a", "Deleted a", "Added a"]);
        informer.Store.Get("default", "a")!.Metadata.Uid.ShouldNotBe(before);
    }

    [Fact]
    public async Task Gone_as_an_event_leads_to_a_list()
    {
        var informer = await RunAsync();
        Server.SendToWatches(Gone + "\n");
        Cluster.Put(ObjectPath.Pod("a"), PodJson.Make());
        await Becomes(informer, "a");
        await Eventually.BecomesTrue(() => informer.Lists == 2, "a second list");
    }

    [Fact]
    public async Task Gone_as_an_HTTP_status_leads_to_a_list()
    {
        var informer = await RunAsync();
        var refused = 0;
        Server.Intercept = async context =>
        {
            if (context.Request.Query["watch"] != "true" || Interlocked.Increment(ref refused) > 1)
            {
                return false;
            }

            await FakeApiRequest.FailAsync(context, 410, "Expired", "too old resource version");
            return true;
        };
        Server.EndWatches();
        await Eventually.BecomesTrue(() => informer.Lists == 2, "a second list");
        await WatchIsOpen();
    }

    [Fact]
    public async Task Gone_between_two_pages_leads_to_a_list_in_one_piece()
    {
        for (var n = 0; n < 5; n++)
        {
            Cluster.Put(ObjectPath.Pod($"p{n}"), PodJson.Make());
        }

        Server.Intercept = async context =>
        {
            if (!context.Request.Query.ContainsKey("continue"))
            {
                return false;
            }

            await FakeApiRequest.FailAsync(context, 410, "Expired", "the continue token is too old");
            return true;
        };
        (await RunAsync(Quick with { PageSize = 2 })).Store.Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_watch_that_falls_silent_is_given_up_and_what_happened_meanwhile_is_found()
    {
        Cluster.Put(ObjectPath.Pod("a"), PodJson.Make());
        var informer = await RunAsync(Quick with { IdleTimeout = TimeSpan.FromMilliseconds(300) });
        Server.WatchesAreMute = true;
        Cluster.Delete(ObjectPath.Pod("a"));
        Cluster.Put(ObjectPath.Pod("b"), PodJson.Make());
        await Becomes(informer, "b");
        Told.ShouldBe(["Added a", "Added b", "Deleted a"]);
    }

    [Fact]
    public async Task Bookmarks_keep_a_quiet_watch_alive()
    {
        Server.BookmarkEvery = TimeSpan.FromMilliseconds(50);
        var informer = await RunAsync(Quick with { IdleTimeout = TimeSpan.FromSeconds(2) });
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        informer.Lists.ShouldBe(1);
        Server.Requests.Count(request => request.Contains("watch=true", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_bookmark_moves_the_version_from_which_the_next_watch_begins()
    {
        Server.BookmarkEvery = TimeSpan.FromMilliseconds(50);
        await RunAsync();
        Cluster.Put(new ObjectPath("elsewhere", "pods", "x", null), PodJson.Make());
        var version = Cluster.Version;
        await Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken);
        Server.EndWatches();
        await Eventually.BecomesTrue(
            () => Server.Requests.Any(request => request.Contains($"resourceVersion={version}&", StringComparison.Ordinal) && request.Contains("watch=true", StringComparison.Ordinal)),
            "a watch from the bookmark's version");
    }

    [Fact]
    public async Task A_connection_that_breaks_within_an_event_loses_nothing()
    {
        var informer = await RunAsync();
        Server.SendToWatches("""{"type":"ADDED","object":{"metadata":{"na""");
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Server.CutWatches();
        Cluster.Put(ObjectPath.Pod("a"), PodJson.Make());
        await Becomes(informer, "a");
    }

    [Fact]
    public async Task A_watch_that_ends_within_an_event_loses_nothing()
    {
        var informer = await RunAsync();
        Server.SendToWatches("""{"type":"ADDED","object":{"metadata":{"na""");
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Server.EndWatches();
        Cluster.Put(ObjectPath.Pod("a"), PodJson.Make());
        await Becomes(informer, "a");
    }

    [Theory]
    [InlineData("this is no JSON\n")]
    [InlineData("[]\n")]
    [InlineData("{\"type\":\"NEW\",\"object\":{}}\n")]
    public async Task Rubbish_in_a_watch_leads_to_a_list(string rubbish)
    {
        var informer = await RunAsync();
        Server.SendToWatches(rubbish);
        await Eventually.BecomesTrue(() => informer.Lists == 2, "a second list");
        Cluster.Put(ObjectPath.Pod("a"), PodJson.Make());
        await Becomes(informer, "a");
    }

    [Fact]
    public async Task An_event_that_comes_twice_is_told_once()
    {
        var informer = await RunAsync();
        var json = Cluster.Put(ObjectPath.Pod("a"), PodJson.Make());
        await Becomes(informer, "a");
        Server.SendToWatches($"{{\"type\":\"ADDED\",\"object\":{json}}}\n\n{{\"object\":{json},\"type\":\"MODIFIED\"}}\n");
        Cluster.Put(ObjectPath.Pod("b"), PodJson.Make());
        await Becomes(informer, "a", "b");
        Told.ShouldBe(["Added a", "Added b"]);
        informer.Lists.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_restarts_with_older_versions_and_other_objects_is_followed()
    {
        Cluster.Put(ObjectPath.Pod("a"), PodJson.Make());
        Cluster.Put(ObjectPath.Pod("b"), PodJson.Make());
        var informer = await RunAsync();
        await Server.StopAsync();
        Cluster.GoBackTo(3);
        Cluster.Put(ObjectPath.Pod("c"), PodJson.Make());
        await Server.StartAsync();
        await Becomes(informer, "c");
        Cluster.Put(ObjectPath.Pod("d"), PodJson.Make());
        await Becomes(informer, "c", "d");
        Told.Count(told => told.StartsWith("Deleted", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task A_server_whose_versions_go_back_without_a_broken_connection_is_noticed_at_the_next_event()
    {
        Cluster.Put(ObjectPath.Pod("a"), PodJson.Make());
        var informer = await RunAsync();
        Cluster.GoBackTo(3);
        var json = Cluster.Put(ObjectPath.Pod("c"), PodJson.Make());
        Server.SendToWatches($"{{\"type\":\"ADDED\",\"object\":{json}}}\n");
        await Becomes(informer, "c");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(429)]
    [InlineData(403)]
    public async Task Failing_lists_are_tried_until_one_succeeds(int code)
    {
        var failures = 0;
        Server.Intercept = async context =>
        {
            if (Interlocked.Increment(ref failures) > 5)
            {
                return false;
            }

            await FakeApiRequest.FailAsync(context, code, "No", "not now");
            return true;
        };
        Cluster.Put(ObjectPath.Pod("a"), PodJson.Make());
        await Becomes(await RunAsync(), "a");
    }

    [Fact]
    public async Task A_server_that_ends_every_watch_at_once_is_not_asked_in_a_tight_loop()
    {
        var informer = await RunAsync();
        Server.Intercept = context =>
        {
            context.Response.StatusCode = 200;
            return Task.FromResult(context.Request.Query["watch"] == "true");
        };
        Server.EndWatches();
        var before = Server.Requests.Count;
        await Task.Delay(1000, TestContext.Current.CancellationToken);

        // Rests of at most 50 ms here: some forty watches a second; a tight loop makes thousands.
        (Server.Requests.Count - before).ShouldBeInRange(2, 200);
        informer.Lists.ShouldBe(1);
    }

    [Fact]
    public async Task A_slow_list_is_waited_for()
    {
        Cluster.Put(ObjectPath.Pod("a"), PodJson.Make());
        Server.Intercept = async context =>
        {
            await Task.Delay(700, context.RequestAborted);
            return false;
        };
        await Becomes(await RunAsync(), "a");
    }

    [Fact]
    public async Task However_often_connections_break_the_store_ends_up_equal_and_no_change_is_told_twice()
    {
        var random = new Random(42);
        var informer = await RunAsync();
        var told = new Dictionary<string, string>();
        for (var n = 0; n < 200; n++)
        {
            var pod = ObjectPath.Pod($"p{random.Next(6)}");
            if (random.Next(3) == 0)
            {
                Cluster.Delete(pod);
            }
            else
            {
                Cluster.Put(pod, PodJson.Make($"{n}"));
            }

            Disturb(random.Next(12));
            await Task.Delay(random.Next(4), TestContext.Current.CancellationToken);
        }

        await Eventually.BecomesTrue(() => Versions(informer).SequenceEqual(ClusterVersions()), "the store equals the cluster");
        foreach (var change in Told)
        {
            var (type, name) = (change.Split(' ')[0], change.Split(' ')[1]);
            var state = told.GetValueOrDefault(name, "Deleted");
            (type == "Added").ShouldBe(state == "Deleted", $"{name}: {state} then {type}");
            told[name] = type;
        }
    }

    private void Disturb(int kind)
    {
        switch (kind)
        {
            case 0:
                Server.CutWatches();
                break;
            case 1:
                Server.EndWatches();
                break;
            case 2:
                Cluster.ForgetThePast();
                break;
            case 3:
                Server.SendToWatches(Gone + "\n");
                break;
        }
    }

    private static IEnumerable<string> Versions(Informer<V1Pod> informer) =>
        informer.Store.List().Select(pod => $"{pod.Metadata.Name}@{pod.Metadata.ResourceVersion}").Order(StringComparer.Ordinal);

    private IEnumerable<string> ClusterVersions() =>
        Cluster.List(new ObjectPath("default", "pods", null, null)).Items.Select(pod => $"{pod!["metadata"]!["name"]}@{pod["metadata"]!["resourceVersion"]}").Order(StringComparer.Ordinal);
}
