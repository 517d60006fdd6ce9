using System.Runtime.InteropServices;
using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Errors;
using LlmRouting.DataPlane.Tests.Harness;

namespace LlmRouting.DataPlane.Tests.Access;

/// <summary>What a connection has proved serves the same string, under the same keys, until the key ends; and nobody else.</summary>
public sealed class ProvenKeyTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly GeneratedKey mine = ApiKeys.Generate("team-a", [], notAfter: Now.AddDays(1));
    private readonly GeneratedKey other = ApiKeys.Generate("team-b", []);
    private readonly ProvenKey connection = new();
    private readonly KeyTable table;
    private readonly string header;

    public ProvenKeyTests()
    {
        table = new([mine.Stored, other.Stored]);
        header = "Bearer " + mine.Key;
        Assert.Null(table.Authenticate(header, Now, out _, connection));
    }

    [Fact]
    public void The_same_string_is_not_hashed_again()
    {
        // Strings do not change; this one does, so that only a second look would notice.
        Assert.Null(Ask(Overwritten(header), Now, out var caller));
        Assert.Equal(mine.Stored.Id, caller.Id);
    }

    [Fact]
    public void The_same_text_in_another_string_is_proved_anew() => Assert.Equal("invalid_api_key", Ask(Overwritten(new string(header)), Now, out _)?.Code);

    [Fact]
    public void Another_key_on_the_connection_is_its_own_caller()
    {
        Assert.Null(Ask("Bearer " + other.Key, Now, out var caller));
        Assert.Equal(other.Stored.Id, caller.Id);
        Assert.Null(Ask(header, Now, out caller));
        Assert.Equal(mine.Stored.Id, caller.Id);
    }

    [Fact]
    public void A_wrong_key_after_a_right_one_is_refused_each_time()
    {
        var wrong = header[..^1] + (header[^1] == 'x' ? 'y' : 'x');
        for (var i = 0; i < 2; i++) Assert.Equal("invalid_api_key", Ask(wrong, Now, out _)?.Code);
        for (var i = 0; i < 2; i++) Assert.Equal("missing_api_key", Ask(null, Now, out _)?.Code);
    }

    [Fact]
    public void A_key_that_ends_while_the_connection_stays_is_refused() => Assert.Equal("expired_api_key", Ask(header, Now.AddDays(2), out _)?.Code);

    [Fact]
    public void A_key_that_was_taken_away_is_refused_on_connections_that_stay()
    {
        Assert.Equal("invalid_api_key", new KeyTable([other.Stored]).Authenticate(header, Now, out var caller, connection)?.Code);
        Assert.False(caller.HasKey && caller.Id == mine.Stored.Id);
    }

    [Fact]
    public async Task Over_HTTP_one_connection_carries_several_keys_and_a_revocation()
    {
        var (stays, goes) = (Keys.Create("stays"), Keys.Create("goes"));
        await using var drill = await Drill.StartAsync(new DrillPlan { Documents = [stays.Manifest], Router = o => o with { Auth = AuthMode.ApiKey } });
        drill.Router.Files.Write("goes.yaml", goes.Manifest);
        await drill.Router.ServesTheFolderAsync();
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = drill.Router.Http.BaseAddress };
        foreach (var key in (Keys[])[goes, goes, stays, goes, goes]) await AsksAsync(key, 200);
        drill.Router.Files.Write("goes.yaml", "");
        await drill.Router.ServesTheFolderAsync();
        await AsksAsync(goes, 401);
        await AsksAsync(stays, 200);

        async Task AsksAsync(Keys key, int status)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key.Text);
            using var answer = await client.SendAsync(request);
            Assert.Equal(status, (int)answer.StatusCode);
        }
    }

    private Refusal? Ask(string? given, DateTimeOffset now, out Caller caller) => table.Authenticate(given, now, out caller, connection);

    private static string Overwritten(string text)
    {
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(text.AsSpan()), text.Length)[^1] = '!';
        return text;
    }
}
