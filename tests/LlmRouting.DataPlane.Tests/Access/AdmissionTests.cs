using FsCheck;
using FsCheck.Fluent;
using LlmRouting.DataPlane.Access;

namespace LlmRouting.DataPlane.Tests.Access;

public sealed class AdmissionTests
{
    [Fact]
    public void A_declared_length_above_10_MiB_is_413()
    {
        var admission = new Admission();
        Assert.Null(admission.TryAdmit(10 << 20, out _));
        var refusal = admission.TryAdmit((10 << 20) + 1, out var ticket)!;
        Assert.Equal((413, "request_too_large"), (refusal.Status, refusal.Code));
        Assert.NotNull(ticket.TryHold(1));
        ticket.Dispose();
        Assert.Equal(1, admission.Concurrent);
    }

    [Fact]
    public void Too_many_at_once_is_503_with_retry_after_and_a_place_comes_back()
    {
        var admission = new Admission(maxConcurrent: 1);
        admission.TryAdmit(null, out var first);
        var refusal = admission.TryAdmit(null, out _)!;
        Assert.Equal((503, "overloaded", TimeSpan.FromSeconds(1)), (refusal.Status, refusal.Code, refusal.RetryAfter));
        first.Dispose();
        Assert.Null(admission.TryAdmit(null, out _));
    }

    [Fact]
    public void What_a_body_becomes_counts_too_and_comes_back_with_it()
    {
        var admission = new Admission(maxBodyBytes: 100, maxInFlightBytes: 150);
        admission.TryAdmit(50, out var ticket);
        Assert.Null(ticket.TryHold(50));
        Assert.Null(ticket.TryHoldMore(100));
        Assert.Equal(150, admission.InFlightBytes);
        Assert.Equal("overloaded", ticket.TryHoldMore(1)?.Code);
        ticket.Dispose();
        Assert.Equal(0, admission.InFlightBytes);
    }

    [Fact]
    public void Bytes_count_as_they_are_held_and_come_back_once()
    {
        var admission = new Admission(maxBodyBytes: 100, maxInFlightBytes: 150);
        admission.TryAdmit(100, out var first);
        Assert.Equal(0, admission.InFlightBytes);
        Assert.Null(first.TryHold(60));
        Assert.Null(first.TryHold(100));
        Assert.Equal(100, admission.InFlightBytes);
        Assert.Equal(503, admission.TryAdmit(60, out _)!.Status);
        admission.TryAdmit(null, out var second);
        Assert.Null(second.TryHold(50));
        Assert.Equal(503, second.TryHold(51)!.Status);
        Assert.Equal(150, admission.InFlightBytes);
        first.Dispose();
        first.Dispose();
        Assert.Equal((50, 1), (admission.InFlightBytes, admission.Concurrent));
    }

    [Fact]
    public void A_client_that_declares_much_and_sends_nothing_shuts_nobody_out()
    {
        var admission = new Admission(maxBodyBytes: 100, maxInFlightBytes: 100);
        for (var i = 0; i < 50; i++) Assert.Null(admission.TryAdmit(100, out _));
    }

    [Fact]
    public void Whatever_is_held_never_exceeds_the_bound_and_all_comes_back()
    {
        var holds = Gen.Choose(0, 60).ListOf().ListOf();
        Check.QuickThrowOnFailure(Prop.ForAll(holds.ToArbitrary(), requests =>
        {
            var admission = new Admission(maxBodyBytes: 60, maxInFlightBytes: 150, maxConcurrent: 5);
            List<AdmissionTicket> tickets = [];
            foreach (var request in requests)
            {
                if (admission.TryAdmit(null, out var ticket) is not null) continue;
                tickets.Add(ticket);
                foreach (var bytes in request) ticket.TryHold(bytes);
                if (admission.InFlightBytes > 150 || admission.Concurrent > 5) return false;
            }
            tickets.ForEach(t => t.Dispose());
            return admission is { InFlightBytes: 0, Concurrent: 0 };
        }));
    }

    [Fact]
    public async Task Disposing_from_two_threads_gives_back_once()
    {
        for (var i = 0; i < 200; i++)
        {
            var admission = new Admission();
            admission.TryAdmit(null, out var ticket);
            ticket.TryHold(10);
            await Task.WhenAll(Task.Run(ticket.Dispose), Task.Run(ticket.Dispose));
            Assert.Equal((0, 0), (admission.InFlightBytes, admission.Concurrent));
        }
    }
}
