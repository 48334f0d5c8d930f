using Aspire.Hosting.ApplicationModel;

namespace ReferenceShop.Hosting.Tests.Runtime;

[Collection(SampleCollection.Name)]
public sealed class LifecycleTests(SampleApplication sample)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_executable_runs_and_says_what_and_since_when()
    {
        var instance = Assert.Single(sample.InstancesOf("talker"));

        var state = (await sample.WaitForStateAsync(instance, "Running", Token)).Snapshot;

        Assert.Matches("^talker-[a-z]{8}$", instance);
        Assert.Equal("/bin/sh", state.Property("executable.path"));
        Assert.True(ProcessTable.IsAlive(state.Pid()));
        Assert.NotNull(state.CreationTimeStamp);
        Assert.InRange(state.StartTimeStamp!.Value, DateTime.UtcNow.AddMinutes(-5), DateTime.UtcNow.AddSeconds(5));
        Assert.Null(state.StopTimeStamp);
    }

    [Fact]
    public async Task What_a_process_prints_is_in_its_log_as_it_comes()
    {
        var instance = Assert.Single(sample.InstancesOf("talker"));

        var output = await sample.WaitForLineAsync(instance, "Z out", Token);
        var error = await sample.WaitForLineAsync(instance, "Z err", Token);

        Assert.False(output.IsErrorMessage);
        Assert.True(error.IsErrorMessage);
    }

    [Fact]
    public async Task A_process_that_ends_leaves_its_exit_code_and_its_last_lines()
    {
        var instance = Assert.Single(sample.InstancesOf("once"));

        var state = (await sample.WaitForStateAsync(instance, "Finished", Token)).Snapshot;

        Assert.Equal(3, state.ExitCode);
        Assert.True(state.StopTimeStamp >= state.StartTimeStamp);
        await sample.WaitForLineAsync(instance, "last words", Token);
    }

    [Fact]
    public async Task A_resource_that_waits_for_the_end_of_another_starts_after_it()
    {
        var waiting = Assert.Single(sample.InstancesOf("after-once"));

        var state = (await sample.WaitForStateAsync(waiting, "Running", Token)).Snapshot;

        var once = sample.StateOf(sample.InstancesOf("once")[0]);
        // The system knows the start of a process less exactly than its end; the other one ran for two seconds.
        Assert.InRange(state.StartTimeStamp!.Value, once.StopTimeStamp!.Value.AddSeconds(-1), DateTime.UtcNow);
        await sample.WaitForLineAsync(waiting, "Waiting for resource 'once' to complete", Token);
    }

    [Fact]
    public async Task A_program_that_does_not_exist_fails_to_start_and_says_why()
    {
        var instance = Assert.Single(sample.InstancesOf("missing"));

        await sample.WaitForStateAsync(instance, "FailedToStart", Token);

        await sample.WaitForLineAsync(instance, "'/no/such/program' could not be started: fork/exec /no/such/program: no such file or directory", Token);
    }

    [Fact]
    public async Task A_resource_that_waits_for_one_that_failed_fails_too_and_says_so()
    {
        var instance = Assert.Single(sample.InstancesOf("needs-missing"));

        await sample.WaitForStateAsync(instance, "FailedToStart", Token);

        await sample.WaitForLineAsync(instance, "'missing'", Token);
    }

    [Fact]
    public async Task A_variable_without_a_value_keeps_the_resource_from_starting_and_is_named()
    {
        var instance = Assert.Single(sample.InstancesOf("needs-value"));

        await sample.WaitForStateAsync(instance, "FailedToStart", Token);

        await sample.WaitForLineAsync(instance, "environment variable 'SECRET'", Token);
    }

    [Fact]
    public async Task An_explicit_start_is_left_to_the_start_command()
    {
        var instance = Assert.Single(sample.InstancesOf("manual"));
        Assert.Equal(KnownResourceStates.NotStarted, sample.StateOf(instance).State?.Text);

        var result = await sample.CommandAsync(instance, "start", Token);

        Assert.True(result.Success, result.Message);
        await sample.WaitForStateAsync(instance, "Running", Token);
    }

    [Fact]
    public async Task Stop_start_and_restart_replace_the_process_and_keep_the_instance()
    {
        var instance = Assert.Single(sample.InstancesOf("restartable"));
        var first = (await sample.WaitForStateAsync(instance, "Running", Token)).Snapshot.Pid();

        Assert.True((await sample.CommandAsync(instance, "stop", Token)).Success);
        Assert.Equal("Finished", sample.StateOf(instance).State?.Text);
        Assert.False(ProcessTable.IsAlive(first));

        Assert.True((await sample.CommandAsync(instance, "start", Token)).Success);
        var second = (await sample.WaitForAsync(instance, s => s.State?.Text == "Running" && s.Pid() != first, Token)).Snapshot.Pid();

        Assert.True((await sample.CommandAsync(instance, "restart", Token)).Success);
        var third = (await sample.WaitForAsync(instance, s => s.State?.Text == "Running" && s.Pid() != second, Token)).Snapshot.Pid();
        Assert.False(ProcessTable.IsAlive(second));
        Assert.True(ProcessTable.IsAlive(third));
    }

    [Fact]
    public async Task A_process_that_does_not_listen_to_the_signal_is_ended_nevertheless()
    {
        var instance = Assert.Single(sample.InstancesOf("stubborn"));
        Assert.True((await sample.CommandAsync(instance, "start", Token)).Success);
        var pid = (await sample.WaitForStateAsync(instance, "Running", Token)).Snapshot.Pid();

        Assert.True((await sample.CommandAsync(instance, "stop", Token)).Success);

        Assert.False(ProcessTable.IsAlive(pid));
    }
}
