using LlmRouting.Contract.Vllm;
using LlmRouting.DataPlane.State;
using LlmRouting.TestKit;

namespace LlmRouting.DataPlane.Tests.State;

public sealed class EndpointStateTests
{
    private readonly ManualTime time = new();
    private readonly EndpointState endpoint;

    public EndpointStateTests() => endpoint = new("http://10.0.0.7:8000", time);

    [Fact]
    public void Load_is_own_in_flight_and_what_others_had_there_when_it_was_read()
    {
        Enter(3);
        endpoint.Report(new QueueReading(8, 2, 0.5));
        Assert.Equal(10, Load);
        Enter(4);
        Assert.Equal(14, Load);
        for (var i = 0; i < 7; i++) endpoint.Leave();
        Assert.Equal(7, Load);
    }

    [Fact]
    public void A_reading_below_our_own_in_flight_takes_nothing_off()
    {
        Enter(5);
        endpoint.Report(new QueueReading(2, 0, null));
        Assert.Equal(5, Load);
    }

    [Fact]
    public void A_reading_holds_15_s()
    {
        endpoint.Report(new QueueReading(4, null, null));
        time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(4, Load);
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(0, Load);
        Assert.Null(endpoint.Reading);
    }

    [Fact]
    public void An_unknown_reading_leaves_own_in_flight()
    {
        Enter(1);
        endpoint.Report(new QueueReading(9, 9, null));
        endpoint.Report(null);
        Assert.Equal(1, Load);
    }

    [Fact]
    public void Three_failures_in_a_row_eject_for_10_s()
    {
        Assert.False(endpoint.ReportFailure(connecting: false));
        Assert.False(endpoint.ReportFailure(connecting: false));
        Assert.True(endpoint.ReportFailure(connecting: false));
        AssertEjectedFor(seconds: 10);
    }

    [Fact]
    public void A_success_between_failures_starts_the_count_again()
    {
        for (var i = 0; i < 10; i++)
        {
            endpoint.ReportFailure(connecting: false);
            endpoint.ReportFailure(connecting: false);
            endpoint.ReportSuccess();
        }
        Assert.False(IsEjected);
    }

    [Fact]
    public void A_failure_to_connect_ejects_at_once()
    {
        Assert.True(endpoint.ReportFailure(connecting: true));
        AssertEjectedFor(seconds: 10);
    }

    [Fact]
    public void Ejections_double_up_to_5_min_while_it_keeps_failing()
    {
        foreach (var seconds in new[] { 10, 20, 40, 80, 160, 300, 300 })
        {
            endpoint.ReportFailure(connecting: true);
            AssertEjectedFor(seconds);
        }
    }

    [Fact]
    public void Each_healthy_minute_forgets_one_doubling()
    {
        for (var i = 0; i < 3; i++, time.Advance(TimeSpan.FromSeconds(1 << i) * 10)) endpoint.ReportFailure(connecting: true);
        time.Advance(TimeSpan.FromMinutes(2));
        endpoint.ReportFailure(connecting: true);
        AssertEjectedFor(seconds: 20);
    }

    [Fact]
    public void Failures_of_requests_that_were_under_way_do_not_lengthen_an_ejection()
    {
        endpoint.ReportFailure(connecting: true);
        for (var i = 0; i < 50; i++) Assert.False(endpoint.ReportFailure(connecting: true));
        AssertEjectedFor(seconds: 10);
    }

    [Fact]
    public void One_more_failure_ejects_again_until_a_first_success()
    {
        for (var i = 0; i < 3; i++) endpoint.ReportFailure(connecting: false);
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(endpoint.ReportFailure(connecting: false));
        time.Advance(TimeSpan.FromSeconds(20));
        endpoint.ReportSuccess();
        Assert.False(endpoint.ReportFailure(connecting: false));
    }

    private int Load => endpoint.Load(time.GetTimestamp());

    private bool IsEjected => endpoint.IsEjected(time.GetTimestamp());

    private void Enter(int times)
    {
        for (var i = 0; i < times; i++) endpoint.Enter();
    }

    private void AssertEjectedFor(int seconds)
    {
        time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
        Assert.True(IsEjected);
        time.Advance(TimeSpan.FromTicks(1));
        Assert.False(IsEjected);
    }
}
